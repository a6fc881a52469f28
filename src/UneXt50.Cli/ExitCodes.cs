namespace UneXt50.Cli;

/// <summary>Every exit code of the program, and what the help says of it.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int SomeInputsFailed = 1;
    public const int Usage = 2;
    public const int Model = 3;
    public const int Output = 4;
    public const int Checkpoint = 5;
    public const int Camera = 6;
    public const int Unfit = 7;
    public const int GateFailed = 8;
    public const int Resources = 9;
    public const int Runtime = 10;
    public const int Bug = 70;
    public const int HungUp = 129;
    public const int Interrupted = 130;
    public const int Quit = 131;
    public const int Terminated = 143;
    public const int TimeUsedUp = 152;

    public static readonly IReadOnlyList<(int Code, string Meaning)> Table =
    [
        (Done, "all done, or the program that reads our output has stopped reading"),
        (SomeInputsFailed, "some inputs failed, the others are done"),
        (Usage, "wrong options or arguments; also unext50 alone"),
        (Model, "the model is missing, damaged or of another shape"),
        (Output, "an output cannot be written whole, or an earlier one cannot be continued or merged"),
        (Checkpoint, "a checkpoint, or what came with it, is refused"),
        (Camera, "a camera or a GPIO line cannot be used or has failed; results so far are complete"),
        (Unfit, "doctor has found a problem"),
        (GateFailed, "a bound of bench --assert does not hold; the report is complete"),
        (Resources, "not enough memory, open files or processes"),
        (Runtime, "the named onnxruntime, or a provider of it, cannot be used"),
        (Bug, "an error in this program"),
        (HungUp, "hung up (SIGHUP, a terminal or ssh that has gone); results so far are complete"),
        (Interrupted, "interrupted (Ctrl-C); results so far are complete"),
        (Quit, "quit (Ctrl-\\); results so far are complete"),
        (Terminated, "terminated (SIGTERM); results so far are complete"),
        (TimeUsedUp, "the time limit is used up (SIGXCPU, 'ulimit -t'); results so far are complete"),
    ];

    public static int For(ErrorKind kind) => kind switch
    {
        ErrorKind.Input => SomeInputsFailed,
        ErrorKind.Usage => Usage,
        ErrorKind.Model => Model,
        ErrorKind.Output => Output,
        ErrorKind.Checkpoint => Checkpoint,
        ErrorKind.Camera => Camera,
        ErrorKind.Resources => Resources,
        ErrorKind.Runtime => Runtime,
        _ => Bug,
    };
}
