namespace UneXt50;

/// <summary>The part of the walk that refused; the command line has one exit code for each.</summary>
public enum ErrorKind
{
    /// <summary>An input (photo, folder, list) is missing, unreadable or not an image.</summary>
    Input,

    /// <summary>The command was called with options that do not fit together.</summary>
    Usage,

    /// <summary>The model file is missing, damaged, or not of the shape this program runs.</summary>
    Model,

    /// <summary>A checkpoint cannot be turned into a model: damaged, hostile, or of another network.</summary>
    Checkpoint,

    /// <summary>An output cannot be written.</summary>
    Output,

    /// <summary>A camera, or a line that triggers or signals, cannot be used or has stopped working.</summary>
    Camera,

    /// <summary>There is too little memory, or too few files or processes are allowed.</summary>
    Resources,

    /// <summary>The onnxruntime that was named, or a provider of it, cannot be used.</summary>
    Runtime,
}
