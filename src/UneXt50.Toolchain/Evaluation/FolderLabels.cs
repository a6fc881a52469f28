using System.Text;

namespace UneXt50.Toolchain.Evaluation;

/// <summary>A photo's class from the folder it lies in: <c>tomato-leaf-mold/1.jpg</c> is "Tomato: leaf mold".</summary>
internal static class FolderLabels
{
    /// <summary>Index of the label that the photo's folder names, or -1.</summary>
    public static int IndexOf(IReadOnlyList<string> labels, string photoName)
    {
        var folder = FolderName(Path.GetFileName(Path.GetDirectoryName(photoName)) ?? "");
        if (folder.Length == 0) return -1;
        for (var i = 0; i < labels.Count; i++)
        {
            if (FolderName(labels[i]) == folder) return i;
        }

        return -1;
    }

    /// <summary>Lower case, every run of other characters than letters and digits one hyphen.</summary>
    private static string FolderName(string label)
    {
        var name = new StringBuilder(label.Length);
        foreach (var c in label)
        {
            if (char.IsLetterOrDigit(c)) name.Append(char.ToLowerInvariant(c));
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }

        return name.ToString().TrimEnd('-');
    }
}
