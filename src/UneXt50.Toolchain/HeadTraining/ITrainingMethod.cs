namespace UneXt50.Toolchain.HeadTraining;

/// <summary>A way to learn a head, with a setting that cross-validation chooses.</summary>
internal interface ITrainingMethod
{
    /// <summary>What the setting is called in reports.</summary>
    string SettingName { get; }

    /// <summary>The settings to choose from.</summary>
    IReadOnlyList<double> Settings { get; }

    /// <summary>The setting where there are too few photos to choose one.</summary>
    double DefaultSetting { get; }

    /// <summary>Learns from some photos; gives the logits [other, class] of others under every setting.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    IReadOnlyList<Matrix> HeldOutLogits(int[] training, int[] heldOut, CancellationToken cancellation);

    /// <summary>Chooses among the results of cross-validation, one for each setting, in their order.</summary>
    HeldOutResult Choose(IReadOnlyList<HeldOutResult> results);

    /// <summary>Learns from all photos.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    IHeadScoring Fit(double setting, CancellationToken cancellation);
}

/// <summary>What heads that had not seen a photo said of it, under one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="LogLoss">Mean of -log of the probability of the true class.</param>
/// <param name="StandardError">Of that mean.</param>
/// <param name="Predicted">The most probable class of each photo.</param>
/// <param name="Probability">Its probability.</param>
internal sealed record HeldOutResult(
    double Setting, double LogLoss, double StandardError, int[] Predicted, double[] Probability);
