using UneXt50.Inference.Native.Kernels;
using Xunit;

namespace UneXt50.Tests.Inference.Native;

/// <summary>The kernels of this processor; tests/board/engine.bats has those of others tested as well.</summary>
public class ProductKernelTests
{
    [Fact]
    public void Every_kernel_gives_the_sums_of_a_scalar_loop_at_every_depth_and_at_the_extremes()
    {
        foreach (var kernel in ProductKernel.Supported())
        {
            foreach (var kind in KernelCheck.Kinds)
            {
                for (var depth = 1; depth <= 4608; depth += depth < 70 ? 1 : 477)
                    Assert.Null(KernelCheck.Fault(kernel, depth, kind, seed: depth));
            }
        }
    }

    [Fact]
    public void The_best_kernel_is_one_of_those_supported()
    {
        Assert.Contains(ProductKernel.Best.Name, ProductKernel.Supported().Select(kernel => kernel.Name));
        Assert.Contains("portable", ProductKernel.Supported().Select(kernel => kernel.Name));
    }
}
