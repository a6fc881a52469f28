using System.Globalization;
using System.Text;

namespace UneXt50.Cli.Documentation;

/// <summary>
/// What lists of processes show of our command line. Linux reads it out of our own memory each time, so that a password
/// in an address can be covered there once the arguments are read.
/// </summary>
internal static unsafe class ShownArguments
{
    private const string CommandLine = "/proc/self/cmdline";
    private const int StartField = 48; // arg_start and arg_end in /proc/PID/stat, see proc_pid_stat(5)

    /// <summary>Puts stars over passwords.</summary>
    public static void Cover()
    {
        try
        {
            // A character for each byte.
            var shown = Encoding.Latin1.GetString(File.ReadAllBytes(CommandLine));
            var covered = string.Join('\0', shown.Split('\0').Select(AddressSecrets.Cover));
            if (covered == shown || Memory() is not { } place || place.Length != shown.Length) return;
            for (var i = 0; i < shown.Length; i++)
            {
                if (covered[i] != shown[i]) ((byte*)place.Address)[i] = (byte)covered[i];
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            // No such system: there is nothing that shows it, or no way to cover it.
        }
    }

    private static (nint Address, long Length)? Memory()
    {
        // Behind the program's name, which may have spaces and brackets in it.
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        const int First = 3;
        if (fields.Length <= StartField + 1 - First) return null;
        var start = long.Parse(fields[StartField - First], CultureInfo.InvariantCulture);
        var end = long.Parse(fields[StartField + 1 - First], CultureInfo.InvariantCulture);
        return start == 0 ? null : ((nint)start, end - start);
    }
}
