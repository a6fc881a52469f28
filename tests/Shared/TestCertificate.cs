using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UneXt50.Tests;

/// <summary>Certificates that have signed themselves, as those of cameras do.</summary>
internal static class TestCertificate
{
    /// <summary>One for a name, or for 127.0.0.1 too where that is localhost.</summary>
    /// <param name="name">The name.</param>
    /// <param name="days">How long it is still valid; negative for one that is not.</param>
    public static X509Certificate2 Of(string name, int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-60), now.AddDays(days));
        // As a server takes it.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
