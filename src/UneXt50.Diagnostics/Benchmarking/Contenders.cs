namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>The model that is measured, and those that it is held against: others, or itself run in another way.</summary>
internal sealed class Contenders : IDisposable
{
    private readonly ModelOptions[] _options;

    /// <param name="model">The one that is measured; stays the caller's.</param>
    /// <param name="request">What it is held against.</param>
    /// <exception cref="UneXt50Exception">One cannot be loaded.</exception>
    public Contenders(UneXt50Model model, BenchmarkRequest request)
    {
        _options = [request.Options with { Engine = model.Engine }, .. Others(model, request)];
        Models = new UneXt50Model[_options.Length];
        Models[0] = model;
        try
        {
            for (var i = 1; i < Models.Length; i++)
                Models[i] = UneXt50Model.Load(request.OtherPath ?? request.ModelPath, _options[i]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>All of them, the one that is measured first.</summary>
    public UneXt50Model[] Models { get; }

    /// <summary>Loads each again and again, in turns, and tells how long it took in milliseconds.</summary>
    public IReadOnlyList<SampleStatistics> Loads(int starts)
    {
        var times = Models.Select(_ => new List<double>()).ToList();
        for (var start = 0; start < starts; start++)
        {
            for (var i = 0; i < Models.Length; i++)
            {
                using var again = UneXt50Model.Load(Models[i].Path, _options[i]);
                times[i].Add(again.LoadTime.TotalMilliseconds);
            }
        }

        return times.ConvertAll(SampleStatistics.Compute);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = 1; i < Models.Length; i++) Models[i]?.Dispose();
    }

    private static IEnumerable<ModelOptions> Others(UneXt50Model model, BenchmarkRequest request)
    {
        if (request.CompareEngines)
        {
            return
            [
                request.Options with
                {
                    Engine = model.Engine == InferenceEngine.Native ? InferenceEngine.OnnxRuntime : InferenceEngine.Native,
                },
            ];
        }

        if (!request.CompareProviders) return request.OtherPath is null ? [] : [request.Options];
        return request.Profile.Providers.Where(provider => !provider.IsCpu)
            .Select(provider => request.Options with { Providers = [provider] });
    }
}
