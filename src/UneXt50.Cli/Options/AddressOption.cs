using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace UneXt50.Cli.Options;

/// <summary>Addresses to listen at.</summary>
internal static class AddressOption
{
    /// <summary>What <see cref="Read"/> makes of the last word; null, and an error, when it is no address.</summary>
    public static IPEndPoint? Parse(ArgumentResult result, string option, string example)
    {
        var text = result.Tokens[^1].Value;
        var address = Read(text);
        if (address is null) result.AddError($"{option} takes a port or an address like {example}, not '{text}'.");
        return address;
    }

    /// <summary>A port of this machine alone, or an address and a port; null for anything else.</summary>
    public static IPEndPoint? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 || text[..colon] == "localhost" ? "127.0.0.1" : text[..colon];
        return ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : null;
    }
}
