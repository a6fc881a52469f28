using System.Reflection;
using Xunit;

namespace UneXt50.Cli.Tests.Architecture;

/// <summary>
/// Which room of the house may use which, read from the compiled assemblies. A room is a namespace with those inside it;
/// the ground, System, is the root namespace, where the model and its card are rooms for themselves.
/// </summary>
public sealed class ArrowTests
{
    /// <summary>Each room and the rooms it uses. A room stands below those that it uses, so there is no way round.</summary>
    private static readonly (string Room, string Uses)[] Plan =
    [
        ("System", ""),
        ("Labels", "System"),
        ("Sources", "System"),
        ("Imaging", "System Sources"),
        ("ModelCard", "Imaging"),
        ("ModelOptions", ""),
        ("Onnx", "System ModelCard"),
        ("Results", "System"),
        ("Heads", "System Labels Onnx Results"),
        ("Inference", "System Sources Imaging ModelCard ModelOptions Onnx Results Heads"),
        ("UneXt50Model", "System Sources Imaging ModelCard ModelOptions Results Heads Inference"),
        ("Statistics", "System Results"),
        ("Writers", "System Imaging ModelCard Results Statistics"),
        ("Parts", "System Sources Results Statistics Writers"),
    ];

    [Fact]
    public void The_rooms_of_the_core_use_only_rooms_that_the_plan_names()
    {
        var plan = Plan.ToDictionary(row => row.Room, row => row.Uses.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var arrows = Arrows.Of(Assemblies.Core).ToList();

        var unplanned = string.Join('\n', arrows
            .Where(arrow => !plan.TryGetValue(arrow.From, out var uses) || !uses.Contains(arrow.To))
            .Select(arrow => $"{arrow.From} -> {arrow.To}: {arrow.Example}"));
        Assert.True(unplanned.Length == 0, unplanned);
        Assert.Empty(plan.SelectMany(row => row.Value.Select(to => (From: row.Key, To: to)))
            .Except(arrows.Select(arrow => (arrow.From, arrow.To))));
    }

    [Fact]
    public void The_plan_has_no_way_round()
    {
        var known = new HashSet<string>();
        foreach (var (room, uses) in Plan)
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
        var used = Assemblies.Core.GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(used, name => name.Contains("CommandLine", StringComparison.Ordinal)
            || name.Contains("Iot", StringComparison.Ordinal) || name.Contains("Gpio", StringComparison.Ordinal)
            || name.Contains("Net.Http", StringComparison.Ordinal) || name.Contains("Sockets", StringComparison.Ordinal)
            || name.Contains("MQTT", StringComparison.Ordinal));
    }

    private static class Assemblies
    {
        public static Assembly Core { get; } = Load("UneXt50.Edge");

        /// <summary>An assembly of the program, from where it was built.</summary>
        public static Assembly Load(string name) =>
            Assembly.LoadFrom(Path.Join(Path.GetDirectoryName(Unext50.Built), name + ".dll"));
    }
}
