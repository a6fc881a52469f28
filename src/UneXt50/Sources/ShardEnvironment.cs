using System.Globalization;

namespace UneXt50.Sources;

/// <summary>The part of a collection that a scheduler's environment asks for.</summary>
public static class ShardEnvironment
{
    /// <summary>How many parts there are, where the scheduler does not say so.</summary>
    public const string Shards = "UNEXT50_SHARDS";

    private const string Task = "SLURM_ARRAY_TASK_ID";
    private const string TaskCount = "SLURM_ARRAY_TASK_COUNT";
    private const string FirstTask = "SLURM_ARRAY_TASK_MIN";
    private const string LastTask = "SLURM_ARRAY_TASK_MAX";
    private const string TaskStep = "SLURM_ARRAY_TASK_STEP";
    private const string Completion = "JOB_COMPLETION_INDEX";

    /// <summary>
    /// A Slurm array task is its place in the array: <c>(ID - MIN) / STEP + 1</c> of <c>COUNT</c>; with <see
    /// cref="Shards"/> set it is part <c>ID</c> of that many, so that single tasks can be submitted again. A pod of a
    /// Kubernetes Indexed Job is part <c>JOB_COMPLETION_INDEX + 1</c> of <see cref="Shards"/>.
    /// </summary>
    /// <param name="variable">Reads a variable; null or empty where it is not set.</param>
    /// <exception cref="UneXt50Exception">The variables are not set, or make no part (Usage).</exception>
    public static Shard Read(Func<string, string?> variable)
    {
        if (variable(Task) is { Length: > 0 }) return OfSlurm(variable);
        if (variable(Completion) is { Length: > 0 })
        {
            return Shard.Create(Number(variable, Completion) + 1, Number(variable, Shards)) ?? throw Refused(
                $"{Completion}={variable(Completion)} is not below {Shards}={variable(Shards)}",
                $"set {Shards} to the job's completions");
        }

        throw Refused(
            $"neither {Task} nor {Completion} is set",
            $"run it in a Slurm array job or a Kubernetes Indexed Job (which needs {Shards} too), or give I/N");
    }

    private static Shard OfSlurm(Func<string, string?> variable)
    {
        var task = Number(variable, Task);
        if (variable(Shards) is { Length: > 0 })
        {
            return Shard.Create(task, Number(variable, Shards)) ?? throw Refused(
                $"{Task}={task} is not within 1 to {Shards}={variable(Shards)}", $"use --array=1-{variable(Shards)}");
        }

        var (first, last) = (Number(variable, FirstTask), Number(variable, LastTask));
        var (step, count) = (Number(variable, TaskStep), Number(variable, TaskCount));
        // A list of tasks, as in --array=3,7, has a count that is not the number of parts.
        var isRange = step > 0 && (last - first) / step + 1 == count && (task - first) % step == 0;
        return (isRange ? Shard.Create(((task - first) / step) + 1, count) : null) ?? throw Refused(
            $"{Task}={task} is not one of {count} tasks from {first} to {last} by {step} (_COUNT, _MIN, _MAX, _STEP)",
            $"submit a range, as in --array=1-8, or set {Shards} to how many parts there are");
    }

    private static long Number(Func<string, string?> variable, string name)
    {
        var text = variable(name);
        if (string.IsNullOrEmpty(text)) throw Refused($"{name} is not set", $"set {name}, or give I/N");
        // Up to twelve digits, which no arithmetic here overflows.
        return text.Length <= 12 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw Refused($"{name}={text} is not a number", $"correct {name}, or give I/N");
    }

    private static UneXt50Exception Refused(string problem, string remedy) =>
        new(ErrorKind.Usage, $"{Setting.Shard} auto", problem, remedy);
}
