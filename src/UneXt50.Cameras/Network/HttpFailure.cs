using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using UneXt50.Cameras.Tls;

namespace UneXt50.Cameras.Network;

/// <summary>Says in the user's terms why a camera with an http address cannot be spoken to.</summary>
internal sealed class HttpFailure(string camera, Uri address)
{
    private (string Problem, CameraRemedy Remedy)? _refusal;

    /// <summary>Judges the certificate of the other side, and remembers why it was refused.</summary>
    public SslClientAuthenticationOptions Tls() => new()
    {
        CertificateChainPolicy = PeerCertificate.Policy(authorities: null),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            _refusal = Refusal(certificate, errors, chain);
            return _refusal is null;
        },
    };

    /// <summary>What to tell of a failure.</summary>
    public UneXt50Exception Of(Exception failure)
    {
        var (problem, remedy) = _refusal ?? Explain(Cause(failure));
        return CameraError.Make(camera, AddressSecrets.Hide(problem), remedy, failure);
    }

    private static (string, CameraRemedy)? Refusal(X509Certificate? certificate, SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors == SslPolicyErrors.None) return null;
        var fault = PeerCertificate.Judge(certificate, errors, chain!);
        return fault switch
        {
            PeerCertificate.Fault.NotTrusted => (
                "its certificate is not signed by an authority that this system trusts", CertificateAdvice.Trust),
            PeerCertificate.Fault.OtherName => (PeerCertificate.Text(fault, certificate), CertificateAdvice.Name),
            PeerCertificate.Fault.NotValidNow => (PeerCertificate.Text(fault, certificate), CertificateAdvice.Clock),
            _ => (PeerCertificate.Text(fault, certificate), "use http:// if it does not speak TLS"),
        };
    }

    private static Exception Cause(Exception failure)
    {
        while (failure is not (SocketException or AuthenticationException) && failure.InnerException is { } inner)
            failure = inner;
        return failure;
    }

    private (string, CameraRemedy) Explain(Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            ($"there is no host '{address.Host}'", CameraError.CheckName),
        AuthenticationException =>
            ($"the TLS connection failed ({cause.Message})", "check that this port speaks TLS, or use http://"),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError
                or HttpRequestError.ConfigurationLimitExceeded
        } => ($"what answers does not speak HTTP as it should ({cause.Message})", "check the port in the address"),
        HttpRequestException or IOException or SocketException => (cause.Message, CameraError.Reach),
        _ => ($"what it answers cannot be understood ({cause.Message})", "check the address"),
    };
}
