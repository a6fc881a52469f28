using UneXt50.Diagnostics.Doctor;
using UneXt50.Diagnostics.Machine;
using UneXt50.Diagnostics.Tests.Machine;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Doctor;

public sealed class RuntimeChecksTests
{
    private const string Cuda = "CUDAExecutionProvider";
    private const string Cpu = "CPUExecutionProvider";
    private const string Library = "/opt/onnxruntime/libonnxruntime.so";

    private static readonly NvidiaFacts JetPack5 = new() { LinuxForTegra = "35.4.1", JetPack = 5 };

    private static RuntimeSurvey Survey(params IReadOnlyList<string> missing) => new(
        "1.23.0", Library, [Cuda, Cpu], provider => provider == Cuda ? missing : []);

    private static List<string> Lines(IEnumerable<Check> checks) =>
        [.. checks.Select(check => $"{check.State} {check.Name}: {check.Finding}"
            + (check.Remedy is { } remedy ? $"; {remedy}" : ""))];

    [Fact]
    public void One_that_lacks_nothing_is_told_with_its_providers() => Assert.Equal(
        [$"Ok onnxruntime: 1.23.0: {Library}, with cuda, cpu"], Lines(RuntimeChecks.Run(Survey(), JetPack5)));

    [Fact]
    public void What_is_missing_is_named_with_what_to_install() => Assert.Equal(
        [
            $"Ok onnxruntime: 1.23.0: {Library}, with cuda, cpu",
            "Warning onnxruntime: cuda cannot be used: libcudart.so.12 and libcudnn.so.9 are missing; install CUDA 12 and "
            + "cuDNN 9, or name an onnxruntime that was built for what is installed with onnxruntime",
        ],
        Lines(RuntimeChecks.Run(Survey("libcudart.so.12", "libcudnn.so.9"), new NvidiaFacts { Driver = "580" })));

    [Fact]
    public void One_that_was_built_for_another_JetPack_is_told_as_that() => Assert.Contains(
        "Warning onnxruntime: cuda cannot be used: libcudart.so.12 is missing; it was built for CUDA 12, and JetPack 5 has "
        + "CUDA 11; get an onnxruntime for JetPack 5, and name it with onnxruntime",
        Lines(RuntimeChecks.Run(Survey("libcudart.so.12"), JetPack5)));

    [Fact]
    public void A_provider_without_a_device_and_a_device_without_a_provider_are_told()
    {
        Assert.Contains(Lines(RuntimeChecks.Run(Survey(), null)), line => line.StartsWith(
            "Warning nvidia: this system tells of no NVIDIA device; install its driver", StringComparison.Ordinal));
        Assert.Contains(
            "Warning onnxruntime: it was built without CUDA, so that the NVIDIA device is not used; "
            + "name one that has it with onnxruntime",
            Lines(RuntimeChecks.Run(Survey() with { Providers = [Cpu] }, JetPack5)));
    }

    [Fact]
    public void One_that_cannot_be_loaded_is_a_problem_in_its_own_words() => Assert.Equal(
        ["Problem onnxruntime: x.so: it is cut short; copy it again"],
        Lines(RuntimeChecks.Run(
            Survey() with
            {
                Version = null,
                Error = new UneXt50Exception(ErrorKind.Runtime, "x.so", "it is cut short", "copy it again"),
            }, null)));

    [Fact]
    public void A_Jetson_is_told_with_its_JetPack_and_a_clock_that_its_power_mode_limits()
    {
        using var machine = NvidiaFactsTests.Orin();

        Assert.Equal(
            [
                "Ok nvidia: Linux for Tegra 36.4.3, JetPack 6",
                "Warning gpu clock: 306 MHz, limited to 612 of 1020 MHz (power mode 15W); 'sudo nvpmodel -q' shows the power "
                + "mode, and 'sudo nvpmodel -m N' chooses another; 'sudo jetson_clocks' then holds the highest clock",
            ],
            Lines(NvidiaChecks.Run(NvidiaFacts.Read(machine.Files))));
    }
}
