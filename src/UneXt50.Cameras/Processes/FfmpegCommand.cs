namespace UneXt50.Cameras.Processes;

/// <summary>How ffmpeg is called: uncompressed RGB pictures with their times come out of it.</summary>
internal static class FfmpegCommand
{
    public const string Program = "ffmpeg";

    private static readonly string[] Begin = ["-hide_banner", "-nostats", "-loglevel", "level+error"];

    // Sound and what is told beside the pictures are left out; covers of albums are no film.
    private static readonly string[] Pictures = ["-map", "0:V:0"];

    private static readonly string[] Output =
        ["-c:v", "rawvideo", "-pix_fmt", "rgb24", "-allow_raw_vfw", "1", "-f", "matroska", "pipe:1"];

    // A camera that changes its size is opened again.
    private static readonly string[] SizeAsItIs = ["-autoscale", "0"];

    private static readonly string[] EveryFrame = ["-fps_mode", "passthrough"];
    private static readonly string[] EveryFrameOfOld = ["-vsync", "passthrough"]; // before ffmpeg 5.1

    /// <summary>A film's frames, turned upright.</summary>
    /// <param name="program">The program's file.</param>
    /// <param name="path">The film.</param>
    /// <param name="selection">Which frames, as its filter says that; null for all.</param>
    /// <param name="isOld">Whether it is an older one, with other words for an option.</param>
    public static CameraProgram Film(string program, string path, string? selection, bool isOld) => new(
        program,
        [
            .. Begin, "-nostdin", "-protocol_whitelist", "file", "-i", $"file:{path}", .. Pictures,
            .. selection is null ? [] : (string[])["-vf", $"select='{selection}'"],
            "-sws_flags", "bicubic+accurate_rnd+full_chroma_int",
            .. isOld ? EveryFrameOfOld : EveryFrame, .. Output,
        ]);

    /// <summary>Whether it does not know an option.</summary>
    public static bool IsOld(ChildProgram child) =>
        child.Said().Length > 0
        && (child.Says("Unrecognized option 'fps_mode") || child.Says("Unrecognized option 'autoscale"));

    /// <summary>
    /// A camera's frames as they come. An address with a password reaches it on its standard input, where no list of
    /// processes shows it.
    /// </summary>
    /// <param name="program">The program's file.</param>
    /// <param name="address">The camera.</param>
    /// <param name="isOld">Whether it is an older one, with other words for an option.</param>
    public static CameraProgram Camera(string program, string address, bool isOld)
    {
        string[] soon = [.. Begin, "-fflags", "nobuffer", "-flags", "low_delay"];
        string[] end =
        [
            .. Pictures, .. isOld ? EveryFrameOfOld : [.. SizeAsItIs, .. EveryFrame], "-flush_packets", "1", .. Output,
        ];
        // Its reader of RTSP has no option for that; GStreamer's does it.
        var caveat = address.StartsWith("rtsps:", StringComparison.Ordinal)
            ? "does not check the camera's certificate" : null;
        if (AddressSecrets.Hide(address) == address)
        {
            return new(program, [.. soon, "-nostdin", "-rtsp_flags", "prefer_tcp", "-i", address, .. end])
            {
                Caveat = caveat,
            };
        }

        return new(
            program,
            [
                .. soon, "-f", "concat", "-safe", "0",
                "-protocol_whitelist", "pipe,rtsp,rtp,srtp,tcp,udp,tls,crypto,http,https", "-i", "pipe:0", .. end,
            ])
        {
            Caveat = caveat,
            Input = $"ffconcat version 1.0\nfile '{address.Replace("'", "'\\''", StringComparison.Ordinal)}'\n"
                + "option rtsp_flags prefer_tcp\n",
        };
    }
}
