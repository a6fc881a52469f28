using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UneXt50.Cameras.Tls;

/// <summary>Judges the certificate that the other side of a TLS connection shows.</summary>
internal static class PeerCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // RFC 5280, 4.2.1.12

    /// <summary>Why a certificate is not good.</summary>
    public enum Fault
    {
        /// <summary>It is good.</summary>
        None,

        /// <summary>There is none.</summary>
        Missing,

        /// <summary>It is for another name.</summary>
        OtherName,

        /// <summary>It is not valid yet, or not any more.</summary>
        NotValidNow,

        /// <summary>Nobody who is trusted has signed it.</summary>
        NotTrusted,
    }

    /// <summary>How a chain is built: nobody else is asked, so no connection but the one to the other side is opened.</summary>
    /// <param name="authorities">Whom to trust; null for whom the system trusts.</param>
    /// <param name="between">Certificates between those and the one that is judged.</param>
    public static X509ChainPolicy Policy(
        X509Certificate2Collection? authorities, X509Certificate2Collection? between = null)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (between is not null) policy.ExtraStore.AddRange(between);
        if (authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    /// <summary>What is wrong with a certificate, by what .NET found and the chain that was built.</summary>
    public static Fault Judge(X509Certificate? certificate, SslPolicyErrors errors, X509Chain chain)
    {
        if (certificate is null) return Fault.Missing;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return Fault.OtherName;
        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) return Fault.None;
        return chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            ? Fault.NotValidNow : Fault.NotTrusted;
    }

    /// <summary>What is wrong, for people.</summary>
    /// <param name="fault">What it is; not for <see cref="Fault.None"/> and <see cref="Fault.NotTrusted"/>.</param>
    /// <param name="certificate">The certificate.</param>
    public static string Text(Fault fault, X509Certificate? certificate) => fault switch
    {
        Fault.OtherName => $"its certificate is for another name ({certificate!.Subject})",
        Fault.NotValidNow => $"its certificate is not valid now (until {Until(certificate!)})",
        _ => "it has no certificate",
    };

    private static string Until(X509Certificate certificate)
    {
        using var shown = new X509Certificate2(certificate);
        return $"{shown.NotAfter.ToUniversalTime():yyyy-MM-dd}";
    }
}
