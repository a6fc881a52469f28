using UneXt50;
using UneXt50.Cli;
using UneXt50.Results;

StandardDescriptors.Reserve();
Interruption.Install();
try
{
    return CommandLine.Run(ExactArguments.Of(args));
}
#pragma warning disable CA1031 // The last resort: a user gets a line and an exit code, never a stack trace.
catch (Exception error)
#pragma warning restore CA1031
{
    return Failed(error);
}

static int Failed(Exception error)
{
    switch (error)
    {
        case AggregateException { InnerException: { } inner }:
            return Failed(inner);
        case TypeInitializationException { InnerException: { } inner }:
            return Failed(inner);
        case OperationCanceledException when Interruption.ExitCode is { } code:
            return code;
        case UneXt50Exception closed when OutputFile.IsClosedPipe(closed):
            return ExitCodes.Done;
        case UneXt50Exception known:
            Messages.Error(known);
            return ExitCodes.For(known.Kind);
        default:
            if (Scarcity.Of("this run", error) is { } scarce) return Failed(scarce);
            Messages.Bug(error);
            return ExitCodes.Bug;
    }
}
