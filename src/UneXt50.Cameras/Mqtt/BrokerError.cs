using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Exceptions;

namespace UneXt50.Cameras.Mqtt;

/// <summary>Says in the user's terms why a broker does not take answers.</summary>
internal static class BrokerError
{
    /// <summary>The broker has answered, and does not want us.</summary>
    public static UneXt50Exception Refused(MqttTarget target, MqttClientConnectResultCode code, bool withUser)
    {
        // Mosquitto says of a wrong password that one is not authorised.
        if (code is not MqttClientConnectResultCode.BadUserNameOrPassword
            and not MqttClientConnectResultCode.NotAuthorized)
        {
            return New(target, $"the broker refuses the connection ({code})", "see the broker's log");
        }

        return withUser
            ? New(
                target, "the broker refuses the user or the password",
                $"check {Setting.MqttUser} and {Setting.MqttPasswordFile} or {MqttOptions.PasswordVariable}")
            : New(target, "the broker requires a password", $"give {Setting.MqttUser} and {Setting.MqttPasswordFile}");
    }

    /// <summary>The broker takes us, and does not take an answer.</summary>
    public static UneXt50Exception NotPublished(
        MqttTarget target, string topic, MqttClientPublishReasonCode code) => New(
        target,
        code == MqttClientPublishReasonCode.NotAuthorized
            ? $"the broker does not let this user publish to '{topic}'"
            : $"the broker rejects what is published to '{topic}' ({code})",
        "allow it in the broker's access list, or name another topic");

    /// <summary>The broker cannot be reached, or is gone.</summary>
    public static UneXt50Exception Unreachable(MqttTarget target, BrokerCertificate? certificate, Exception failure)
    {
        var (problem, remedy) = certificate?.Refusal ?? Explain(target, Cause(failure));
        return New(target, problem, remedy, failure);
    }

    /// <summary>The connection has ended without our doing.</summary>
    public static UneXt50Exception Lost(MqttTarget target) => New(
        target, "the connection is lost", "see the broker's log if it does not come back");

    private static Exception Cause(Exception failure)
    {
        while (failure is not (SocketException or AuthenticationException) && failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }

    private static (string Problem, string Remedy) Explain(MqttTarget target, Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            ($"there is no host '{target.Host}'", "check its name, or give its address"),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            ($"nothing listens on port {target.Port} of '{target.Host}'", "start the broker, or check the port"),
        AuthenticationException =>
            ($"the TLS connection failed ({cause.Message})", "check that this port speaks TLS, or use mqtt://"),
        OperationCanceledException or MqttCommunicationTimedOutException =>
            ("the broker does not answer", "check that it runs and can be reached from here"),
        _ => ($"the connection is lost ({cause.Message})", "see the broker's log if it does not come back"),
    };

    private static UneXt50Exception New(MqttTarget target, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Output, target.Text, problem, remedy, inner);
}
