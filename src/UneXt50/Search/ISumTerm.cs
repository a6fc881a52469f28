using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace UneXt50.Search;

/// <summary>What two numbers add to a sum.</summary>
internal interface ISumTerm
{
    static abstract Vector512<float> AddTo(Vector512<float> sum, Vector512<float> left, Vector512<float> right);

    static abstract Vector256<float> AddTo(Vector256<float> sum, Vector256<float> left, Vector256<float> right);

    static abstract Vector128<float> AddTo(Vector128<float> sum, Vector128<float> left, Vector128<float> right);

    static abstract float AddTo(float sum, float left, float right);
}

/// <summary>Their product.</summary>
internal readonly struct Product : ISumTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddTo(Vector512<float> sum, Vector512<float> left, Vector512<float> right) =>
        Avx512F.FusedMultiplyAdd(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddTo(Vector256<float> sum, Vector256<float> left, Vector256<float> right) =>
        Fma.MultiplyAdd(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddTo(Vector128<float> sum, Vector128<float> left, Vector128<float> right) =>
        Vector128.MultiplyAddEstimate(left, right, sum);

    public static float AddTo(float sum, float left, float right) => sum + (left * right);
}

/// <summary>The square of their difference.</summary>
internal readonly struct SquaredDifference : ISumTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddTo(Vector512<float> sum, Vector512<float> left, Vector512<float> right) =>
        Product.AddTo(sum, Avx512F.Subtract(left, right), Avx512F.Subtract(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddTo(Vector256<float> sum, Vector256<float> left, Vector256<float> right) =>
        Product.AddTo(sum, Avx.Subtract(left, right), Avx.Subtract(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddTo(Vector128<float> sum, Vector128<float> left, Vector128<float> right) =>
        Product.AddTo(sum, left - right, left - right);

    public static float AddTo(float sum, float left, float right) =>
        Product.AddTo(sum, left - right, left - right);
}
