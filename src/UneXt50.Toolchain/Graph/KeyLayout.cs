namespace UneXt50.Toolchain.Graph;

/// <summary>How one family of programs names the tensors of a trunk.</summary>
/// <param name="Name">Where such checkpoints come from.</param>
/// <param name="Stem">The name of a tensor that only this layout has.</param>
/// <param name="Renames">Beginnings of names, and what torchvision has in their place.</param>
/// <param name="MayHaveMore">Whether other tensors may lie beside the trunk's; they are left out.</param>
internal sealed record KeyLayout(
    string Name, string Stem, IReadOnlyList<(string From, string To)> Renames, bool MayHaveMore = false)
{
    /// <summary>All that are known, torchvision's (and timm's, which is the same) first.</summary>
    public static IReadOnlyList<KeyLayout> All { get; } =
    [
        new("torchvision", "conv1.weight", [("", "")]),
        new("timm with a deep stem", "conv1.0.weight", [("", "")]),
        new("backbone and head", "backbone.conv1.weight",
            [("backbone.", ""), ("head.fc.", "fc."), ("head.", "fc."), ("fc.", "fc.")]),
        new("backbone and head, deep stem", "backbone.conv1.0.weight",
            [("backbone.", ""), ("head.fc.", "fc."), ("head.", "fc."), ("fc.", "fc.")]),
        // cnn_learner: Sequential(Sequential(conv1, bn1, relu, maxpool, layer1 to layer4), head).
        new("fast.ai", "0.0.weight",
        [
            ("0.0.", "conv1."), ("0.1.", "bn1."), ("0.4.", "layer1."), ("0.5.", "layer2."), ("0.6.", "layer3."),
            ("0.7.", "layer4."), ("1.", "head."),
        ]),
        // The segmentation network; enc1 is Sequential(maxpool, layer1).
        new("UneXt50 segmentation", "enc0.0.weight",
        [
            ("enc0.0.", "conv1."), ("enc0.1.", "bn1."), ("enc1.1.", "layer1."), ("enc2.", "layer2."),
            ("enc3.", "layer3."), ("enc4.", "layer4."),
        ], MayHaveMore: true),
    ];
}
