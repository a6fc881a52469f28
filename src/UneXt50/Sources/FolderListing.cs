using System.Runtime.InteropServices;

namespace UneXt50.Sources;

/// <summary>Reads the names in a folder, byte for byte.</summary>
internal static unsafe class FolderListing
{
    /// <summary>
    /// The entries of a folder in ordinal order, without "." and ".."; null with the system's error number when it
    /// cannot be opened as a folder.
    /// </summary>
    public static List<FolderEntry>? TryRead(string path, out int error)
    {
        nint folder;
        fixed (byte* bytes = PathBytes.EncodeTerminated(path)) folder = Libc.OpenFolder(bytes);
        error = folder == 0 ? Marshal.GetLastPInvokeError() : 0;
        if (folder == 0) return null;

        var entries = new List<FolderEntry>();
        try
        {
            byte* entry;
            while ((entry = Libc.ReadFolder(folder)) != null)
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + Libc.NameOffset);
                if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8)) continue;
                entries.Add(new FolderEntry(PathBytes.Decode(name), KindOf(entry[Libc.TypeOffset])));
            }
        }
        finally
        {
            _ = Libc.CloseFolder(folder);
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    // DT_UNKNOWN 0, DT_DIR 4, DT_REG 8, DT_LNK 10; see readdir(3).
    private static FolderEntryKind KindOf(byte type) => type switch
    {
        0 or 10 => FolderEntryKind.Unknown,
        4 => FolderEntryKind.Folder,
        8 => FolderEntryKind.File,
        _ => FolderEntryKind.Other,
    };
}
