using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native;

/// <summary>
/// The sum of two activations of different scales, in fixed point: level = zero point + (left * L + right * R + half)
/// >> 19, clipped, L and R being the inputs' scales over the output's, times 2^19, rounded, and left and right what the
/// levels are above their zero points. What the rounding of L and R does to a level is less than 1/2000 of a step.
/// onnxruntime does much the same on Arm, and computes in float32 on x64: one level in some thousand differs, by one.
/// </summary>
internal sealed class ResidualAddition
{
    private const int Shift = 19;
    private const int HighHalf = 16;
    private const int LargestGain = 15; // sums of 255 times that, times 2^19, fit into 31 bits

    private readonly int _left;
    private readonly int _right;
    private readonly int _start;

    public ResidualAddition(AdditionPlan plan)
    {
        _left = Factor(plan.Left, plan.Output);
        _right = Factor(plan.Right, plan.Output);
        // Half a step, so that what is cut off is rounded, and all zero points.
        _start = unchecked((1 << Shift >> 1) + (plan.Output.ZeroPoint << Shift)
            - (_left * plan.Left.ZeroPoint) - (_right * plan.Right.ZeroPoint));
    }

    /// <summary>Whether the scales are near enough to each other for this arithmetic.</summary>
    public static bool Fits(float left, float right, float output) => ((double)left + right) / output < LargestGain;

    /// <summary>Adds <paramref name="count"/> levels; up to 15 more are read.</summary>
    public unsafe void Add(sbyte* left, sbyte* right, sbyte* output, int count)
    {
        var (l, r, start) = (Vector128.Create(_left), Vector128.Create(_right), Vector128.Create(_start));
        nint i = 0;
        for (; i <= count - 16; i += 16)
            Sum(Vector128.Load(left + i), Vector128.Load(right + i), l, r, start).Store(output + i);
        if (i < count)
        {
            var levels = Sum(Vector128.Load(left + i), Vector128.Load(right + i), l, r, start);
            Rounding.Store(levels, output + i, count - (int)i);
        }
    }

    private static int Factor(Activation input, Activation output) =>
        (int)Math.Round((double)input.Scale / output.Scale * (1 << Shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Sum(
        Vector128<sbyte> a, Vector128<sbyte> b, Vector128<int> left, Vector128<int> right, Vector128<int> start)
    {
        var (a0, a1) = Vector128.Widen(a);
        var (b0, b1) = Vector128.Widen(b);
        var (low, high) = (Sum(a0, b0, left, right, start), Sum(a1, b1, left, right, start));
        const int rest = Shift - HighHalf;
        return AdvSimd.IsSupported
            ? AdvSimd.ShiftRightArithmeticNarrowingSaturateUpper(
                AdvSimd.ShiftRightArithmeticNarrowingSaturateLower(low, rest), high, rest)
            : Vector128.NarrowWithSaturation(
                Vector128.ShiftRightArithmetic(low, rest), Vector128.ShiftRightArithmetic(high, rest));
    }

    /// <summary>The upper halves of eight sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Sum(
        Vector128<short> a, Vector128<short> b, Vector128<int> left, Vector128<int> right, Vector128<int> start)
    {
        var low = Product(Vector128.WidenLower(a), left, Vector128.WidenLower(b), right);
        var high = Product(Vector128.WidenUpper(a), left, Vector128.WidenUpper(b), right);
        return AdvSimd.IsSupported
            ? AdvSimd.AddHighNarrowingUpper(AdvSimd.AddHighNarrowingLower(low, start), high, start)
            : Vector128.Narrow(
                Vector128.ShiftRightArithmetic(low + start, HighHalf),
                Vector128.ShiftRightArithmetic(high + start, HighHalf));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Product(
        Vector128<int> a, Vector128<int> left, Vector128<int> b, Vector128<int> right) =>
        AdvSimd.IsSupported ? AdvSimd.MultiplyAdd(a * left, b, right) : (a * left) + (b * right);
}
