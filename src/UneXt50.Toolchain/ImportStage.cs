namespace UneXt50.Toolchain;

/// <summary>What an import is doing.</summary>
public enum ImportStage
{
    /// <summary>Reading and checking the checkpoint.</summary>
    Reading,

    /// <summary>Folding batch norms and building the graph.</summary>
    Building,

    /// <summary>Writing the model file.</summary>
    Writing,
}
