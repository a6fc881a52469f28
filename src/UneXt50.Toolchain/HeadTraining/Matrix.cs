namespace UneXt50.Toolchain.HeadTraining;

/// <summary>Rows of doubles, one after the other.</summary>
internal sealed class Matrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public double[] Values { get; } = new double[checked(rows * columns)];

    public Span<double> this[int row] => Values.AsSpan(row * Columns, Columns);
}
