using System.Globalization;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>Whether the model is there and intact, and the network runs.</summary>
internal static class ModelChecks
{
    /// <summary>What lists the digests of the files in a folder, as sha256sum writes it.</summary>
    private const string Sums = "SHA256SUMS";

    /// <param name="find">Names the model file, or says why there is none.</param>
    /// <param name="options">How it is run.</param>
    public static IEnumerable<Check> Run(Func<string> find, ModelOptions options)
    {
        var checks = new List<Check>();
        try
        {
            var path = find();
            using var model = UneXt50Model.Load(path, options);
            checks.Add(Check.Ok("model", $"{path}: {model.Card.Architecture} {model.Card.Precision}, "
                + string.Create(CultureInfo.InvariantCulture, $"{model.ClassCount} classes")));
            checks.Add(Intact(model));
            checks.Add(Runs(model));
        }
        catch (UneXt50Exception error)
        {
            checks.Add(Check.Problem("model", error));
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException)
        {
            // That a library is missing is another check's finding.
            checks.Add(Check.Problem("model", "it cannot be loaded without onnxruntime",
                "see the line about onnxruntime"));
        }

        return checks;
    }

    private static Check Intact(UneXt50Model model)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(model.Path))!, Path.GetFileName(model.Path));
        if (Listed(Path.Join(folder, Sums), name) is not { } wanted)
        {
            return Check.Ok("checksum", $"{model.Sha256}, and no {Sums} beside it to compare with");
        }

        return model.Sha256 == wanted
            ? Check.Ok("checksum", $"{model.Sha256}, as {Sums} has it")
            : Check.Problem("checksum", $"{model.Path} has {model.Sha256}, but {Sums} says {wanted}",
                "it is damaged: install it again");
    }

    private static string? Listed(string sums, string name)
    {
        try
        {
            return InputFile.Read(sums, ErrorKind.Model, stream =>
            {
                using var text = new StreamReader(stream);
                return text.ReadToEnd().Split('\n').Select(line => line.Split("  ", 2))
                    .FirstOrDefault(pair => pair.Length == 2 && pair[1] == name)?[0];
            });
        }
        catch (UneXt50Exception)
        {
            return null;
        }
    }

    /// <summary>A grey JPEG through decoder, preprocessing and network: all native libraries, once.</summary>
    private static Check Runs(UneXt50Model model)
    {
        using var stream = typeof(ModelChecks).Assembly.GetManifestResourceStream("grey.jpg")!;
        var picture = new byte[stream.Length];
        stream.ReadExactly(picture);
        try
        {
            model.Classify(new Frame("grey.jpg", picture)); // a first run allocates
            var times = model.Classify(new Frame("grey.jpg", picture)).Times;
            var finding = FormattableString.Invariant(
                $"runs on {model.EngineDescription}: a grey picture in {times.Total.TotalMilliseconds:0.0} ms");
            return model.FallBack is { } sentence
                ? Check.Warning("network", $"{finding}; {sentence}", "take a model whose layers the provider knows")
                : Check.Ok("network", finding);
        }
        catch (UneXt50Exception error)
        {
            return Check.Problem("network", error);
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException)
        {
            return Check.Problem("network", "libSkiaSharp.so cannot be loaded, which decodes JPEGs",
                "install unext50 again: the library belongs beside the program");
        }
    }
}
