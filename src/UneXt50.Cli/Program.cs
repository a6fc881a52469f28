using UneXt50;
using UneXt50.Cli;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;

StandardDescriptors.Reserve();
Setting.WordBy(SettingWords.Of);
AppDomain.CurrentDomain.UnhandledException += (_, unhandled) => Failure.EndAtOnce((Exception)unhandled.ExceptionObject);
try
{
    Interruption.Install();
    var arguments = ExactArguments.Read(args);
    ShownArguments.Cover();
    var code = CommandLine.Run(arguments);
    PhotoFolder.TellKept();
    return code;
}
#pragma warning disable CA1031 // The last resort: a user gets a line and an exit code, never a stack trace.
catch (Exception error)
#pragma warning restore CA1031
{
    var code = Failure.Tell(error);
    PhotoFolder.TellKept();
    return code;
}
