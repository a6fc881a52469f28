namespace UneXt50.Parts;

/// <summary>The formats whose rows can be told apart again.</summary>
internal enum RowFormat
{
    /// <summary>An array, with an index of lines <c>row,input,status</c>.</summary>
    Npy,

    /// <summary>Lines <c>input,status,...</c>, one or more for an input.</summary>
    Csv,

    /// <summary>An object for an input, with <c>input</c> first and then <c>error</c> if it failed.</summary>
    JsonLines,
}
