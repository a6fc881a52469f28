using Xunit;


namespace UneXt50.Tests;

/// <summary>Tests that look at the whole process: no other test runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
