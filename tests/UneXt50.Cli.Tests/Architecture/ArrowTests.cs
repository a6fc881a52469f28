using System.Reflection;
using Xunit;

namespace UneXt50.Cli.Tests.Architecture;

/// <summary>
/// Which room of the house may use which, read from the compiled assemblies. A room is a namespace with those inside it.
/// What stands in the root namespace of the core is the ground, System, where the model and its card are rooms for
/// themselves; in that of the Toolchain it is the import of checkpoints; in that of the Cameras it is the ground, beside the
/// choice of a camera and the pipeline of its frames.
/// </summary>
public sealed class ArrowTests
{
    /// <summary>Each room and the rooms it uses. A room stands below those that it uses, so there is no way round.</summary>
    private static readonly (string Room, string Uses)[] Core =
    [
        ("System", ""),
        ("Labels", "System"),
        ("Sources", "System"),
        ("Imaging", "System Sources"),
        ("ModelCard", "Imaging"),
        ("ModelOptions", "System"),
        ("Onnx", "System ModelCard"),
        ("Results", "System"),
        ("Heads", "System Labels Onnx Results"),
        ("Known", "System Heads"),
        ("Inference", "System Sources Imaging ModelCard ModelOptions Onnx Results Heads Known"),
        ("UneXt50Model", "System Sources Imaging ModelCard ModelOptions Onnx Results Heads Known Inference"),
        ("Statistics", "System Results"),
        ("Writers", "System Imaging ModelCard Results Statistics"),
        ("Parts", "System Sources Results Statistics Writers"),
        ("Search", "System Sources Imaging Results Writers Parts"),
    ];

    private static readonly (string Room, string Uses)[] Cameras =
    [
        ("Ground", ""),
        ("Tls", ""),
        ("Service", ""),
        ("Sinks", ""),
        ("Http", ""),
        ("V4l2", "Ground"),
        ("Gpio", "Ground V4l2"),
        ("Iot", "Ground V4l2"),
        ("Processes", "Ground"),
        ("Films", "Processes"),
        ("Network", "Ground Processes Tls"),
        ("Choice", "Ground Films Iot Network Processes V4l2"),
        ("Pipeline", "Ground Service Sinks"),
        ("Saving", "Sinks"),
        ("Mqtt", "Ground Sinks Tls"),
        ("Metrics", "Http Mqtt Pipeline Saving Sinks"),
        ("View", "Http Pipeline Saving Sinks"),
        ("Serving", "Http Metrics Service Sinks"),
    ];

    private static readonly (string Room, string Uses)[] Diagnostics =
    [
        ("Machine", ""),
        ("Benchmarking", "Machine"),
        ("Doctor", "Machine"),
        ("SplitEncoder", "Benchmarking"),
    ];

    private static readonly (string Room, string Uses)[] Toolchain =
    [
        ("Checkpoints", ""),
        ("Preprocessing", ""),
        ("Onnx", "Checkpoints"),
        ("Graph", "Checkpoints Onnx"),
        ("Evaluation", "Onnx"),
        ("Inspection", "Evaluation Onnx"),
        ("Known", "Evaluation"),
        ("Quantization", "Checkpoints Evaluation Graph Known Onnx"),
        ("Description", "Checkpoints Evaluation Known Onnx"),
        ("Verification", "Evaluation Onnx"),
        ("HeadTraining", "Checkpoints"),
        ("Import", "Checkpoints Graph Inspection"),
        ("Fetch", "Evaluation Import Quantization"),
    ];

    private static (string Room, string Uses)[] PlanOf(string project) => project switch
    {
        "UneXt50.Cameras" => Cameras,
        "UneXt50.Diagnostics" => Diagnostics,
        "UneXt50.Toolchain" => Toolchain,
        _ => Core,
    };

    [Theory]
    [InlineData("UneXt50.Edge")]
    [InlineData("UneXt50.Cameras")]
    [InlineData("UneXt50.Diagnostics")]
    [InlineData("UneXt50.Toolchain")]
    public void The_rooms_of_a_project_use_only_rooms_that_the_plan_names(string project)
    {
        var plan = PlanOf(project).ToDictionary(
            row => row.Room, row => row.Uses.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var arrows = Arrows.Of(Assemblies.Load(project)).ToList();

        var unplanned = string.Join('\n', arrows
            .Where(arrow => !plan.TryGetValue(arrow.From, out var uses) || !uses.Contains(arrow.To))
            .Select(arrow => $"{arrow.From} -> {arrow.To}: {arrow.Example}"));
        Assert.True(unplanned.Length == 0, unplanned);
        Assert.Empty(plan.SelectMany(row => row.Value.Select(to => (From: row.Key, To: to)))
            .Except(arrows.Select(arrow => (arrow.From, arrow.To))));
    }

    [Theory]
    [InlineData("UneXt50.Edge")]
    [InlineData("UneXt50.Cameras")]
    [InlineData("UneXt50.Diagnostics")]
    [InlineData("UneXt50.Toolchain")]
    public void The_plan_has_no_way_round(string project)
    {
        var known = new HashSet<string>();
        foreach (var (room, uses) in PlanOf(project))
        {
            Assert.All(uses.Split(' ', StringSplitOptions.RemoveEmptyEntries), used => Assert.Contains(used, known));
            known.Add(room);
        }
    }

    [Theory]
    [InlineData("UneXt50.Edge", "")]
    [InlineData("UneXt50.Cameras", "UneXt50.Edge")]
    [InlineData("UneXt50.Diagnostics", "UneXt50.Edge")]
    [InlineData("UneXt50.Toolchain", "UneXt50.Edge")]
    [InlineData("unext50", "UneXt50.Cameras UneXt50.Diagnostics UneXt50.Edge UneXt50.Toolchain")]
    public void A_project_uses_only_projects_that_the_plan_names(string project, string uses)
    {
        var used = Assemblies.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name.StartsWith("UneXt50.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Equal(uses, string.Join(' ', used));
    }

    [Fact]
    public void The_core_knows_no_camera_no_network_and_no_command_line()
    {
        var used = Assemblies.Load("UneXt50.Edge").GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(used, name => name.Contains("CommandLine", StringComparison.Ordinal)
            || name.Contains("Iot", StringComparison.Ordinal) || name.Contains("Gpio", StringComparison.Ordinal)
            || name.Contains("Net.Http", StringComparison.Ordinal) || name.Contains("Sockets", StringComparison.Ordinal)
            || name.Contains("MQTT", StringComparison.Ordinal));
    }

    private static class Assemblies
    {
        /// <summary>An assembly of the program, from where it was built.</summary>
        public static Assembly Load(string name) =>
            Assembly.LoadFrom(Path.Join(Path.GetDirectoryName(Unext50.Built), name + ".dll"));
    }
}
