namespace UneXt50.Cameras.Tls;

/// <summary>What helps with the certificate of a camera that is not taken.</summary>
internal static class CertificateAdvice
{
    public const string Trust =
        "copy the certificate of the authority that signed it, or its own where it signed itself, to "
        + "/usr/local/share/ca-certificates/NAME.crt and run 'sudo update-ca-certificates'";

    public const string Name = "write the name in its certificate in the address";

    public const string Clock = "renew it in the camera, and check the clock here";
}
