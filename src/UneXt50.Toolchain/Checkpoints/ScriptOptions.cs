namespace UneXt50.Toolchain.Checkpoints;

/// <summary>An argparse.Namespace beside the tensors, with its attributes dropped.</summary>
internal sealed class ScriptOptions;
