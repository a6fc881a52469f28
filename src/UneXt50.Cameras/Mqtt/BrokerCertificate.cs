using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace UneXt50.Cameras.Mqtt;

/// <summary>Judges the broker's certificate, and remembers why it was refused.</summary>
internal sealed class BrokerCertificate
{
    /// <summary>The versions of OpenSSL that .NET speaks TLS with.</summary>
    private static readonly string[] TlsLibraries = ["libssl.so.3", "libssl.so.1.1", "libssl.so"];

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // RFC 5280, 4.2.1.12

    private readonly string? _path;
    private readonly X509Certificate2Collection _authorities = [];

    /// <param name="path">A PEM file with the authorities to trust; null for the system's.</param>
    /// <exception cref="UneXt50Exception">It holds none, or there is no TLS here.</exception>
    public BrokerCertificate(string? path)
    {
        // Without the library, .NET does not throw but ends the process.
        if (!TlsLibraries.Any(name => NativeLibrary.TryLoad(name, out _)))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, Setting.Mqtt, "mqtts needs OpenSSL, which is not installed",
                "install libssl3, or use mqtt:// in a network you trust");
        }

        _path = path;
        if (path is not null) _authorities = InputFile.Read(path, ErrorKind.Usage, stream => Read(path, stream));
    }

    /// <summary>Why the certificate was refused last, and what to do; null when it was not.</summary>
    public (string Problem, string Remedy)? Refusal { get; private set; }

    public bool IsGood(MqttClientCertificateValidationEventArgs presented)
    {
        Refusal = Judge(presented.Certificate, presented.SslPolicyErrors, presented.Chain.ChainPolicy.ExtraStore);
        return Refusal is null;
    }

    private static X509Certificate2Collection Read(string path, FileStream stream)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            using var reader = new StreamReader(stream);
            authorities.ImportFromPem(reader.ReadToEnd());
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }

        return authorities.Count > 0 ? authorities : throw new UneXt50Exception(
            ErrorKind.Usage, path, "it holds no certificate",
            "give the PEM file of the authority that signed the broker's");
    }

    private (string, string)? Judge(
        X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection between)
    {
        if (certificate is null) return ("it has no certificate", "use mqtt:// if it does not speak TLS");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return ($"its certificate is for another name ({certificate.Subject})",
                "use the host name in its certificate");
        }

        using var chain = new X509Chain();
        // Nobody else is asked: this opens no connection but the one to the broker.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (_path is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        }

        using var shown = new X509Certificate2(certificate);
        if (chain.Build(shown)) return null;
        if (chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)))
        {
            return ($"its certificate is not valid now (until {shown.NotAfter.ToUniversalTime():yyyy-MM-dd})",
                "renew it, and check the clock here");
        }

        return _path is null
            ? ("its certificate is not signed by an authority that the system trusts",
                $"name the authority that signed it with {Setting.MqttCa}")
            : ($"its certificate is not signed by the authority in {_path}",
                "name the one that signed it, or check that this is the right broker");
    }
}
