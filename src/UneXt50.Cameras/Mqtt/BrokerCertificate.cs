using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using UneXt50.Cameras.Tls;

namespace UneXt50.Cameras.Mqtt;

/// <summary>Judges the broker's certificate, and remembers why it was refused.</summary>
internal sealed class BrokerCertificate
{
    private readonly string? _path;
    private readonly X509Certificate2Collection _authorities = [];

    /// <param name="path">A PEM file with the authorities to trust; null for the system's.</param>
    /// <exception cref="UneXt50Exception">It holds none, or there is no TLS here.</exception>
    public BrokerCertificate(string? path)
    {
        if (!TlsLibrary.IsInstalled())
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
        using var chain = new X509Chain { ChainPolicy = PeerCertificate.Policy(_path is null ? null : _authorities, between) };
        var found = errors & ~SslPolicyErrors.RemoteCertificateChainErrors;
        if (certificate is not null)
        {
            using var shown = new X509Certificate2(certificate);
            if (!chain.Build(shown)) found |= SslPolicyErrors.RemoteCertificateChainErrors;
        }

        var fault = PeerCertificate.Judge(certificate, found, chain);
        return fault switch
        {
            PeerCertificate.Fault.None => null,
            PeerCertificate.Fault.NotTrusted => _path is null
                ? ("its certificate is not signed by an authority that the system trusts",
                    $"name the authority that signed it with {Setting.MqttCa}")
                : ($"its certificate is not signed by the authority in {_path}",
                    "name the one that signed it, or check that this is the right broker"),
            _ => (PeerCertificate.Text(fault, certificate), fault switch
            {
                PeerCertificate.Fault.OtherName => "use the host name in its certificate",
                PeerCertificate.Fault.NotValidNow => "renew it, and check the clock here",
                _ => "use mqtt:// if it does not speak TLS",
            }),
        };
    }
}
