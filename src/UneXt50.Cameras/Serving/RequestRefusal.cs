namespace UneXt50.Cameras.Serving;

/// <summary>A request that gets no result.</summary>
/// <param name="status">Code and phrase: <c>413 Content Too Large</c>.</param>
/// <param name="error">What is wrong with it, and what to do: a sentence, for the caller.</param>
/// <param name="headers">More headers of the answer.</param>
internal sealed class RequestRefusal(string status, string error, params (string Name, string Value)[] headers)
    : Exception(error)
{
    public string Status { get; } = status;

    public (string Name, string Value)[] Headers { get; } = headers;

    /// <summary>What is asked for cannot be done now.</summary>
    public static RequestRefusal Busy(string error) =>
        new("503 Service Unavailable", error, ("Retry-After", "1"));

    public static RequestRefusal BadRequest(string error) => new("400 Bad Request", error);

    public static RequestRefusal TooLarge(long most) => new(
        "413 Content Too Large", $"the body is larger than {ByteSize.Text(most)}; send smaller pictures, or fewer");
}
