namespace Scim.Modular.ArchitectureTests.Conformance;

/// <summary>Whom a sentence of an RFC obliges: an implementation, or whoever writes, reads and registers specifications.</summary>
internal enum Binds
{
    Provider,
    Client,
    Both,
    Editor,
}

/// <summary>
/// One sentence of an RFC with a word of obligation. Its id is the RFC, the section and the place of that word among those of the
/// section: <c>7644-3.5.2-11</c>.
/// </summary>
internal sealed record Clause
{
    public required string Id { get; init; }

    /// <summary>MUST, SHALL NOT, REQUIRED, SHOULD …: as the RFC has it.</summary>
    public required string Level { get; init; }

    /// <summary>How many such words the sentence has, when they are said of one thing.</summary>
    public int Keywords { get; init; } = 1;

    public Binds? Binds { get; init; }

    /// <summary>The clause that this one repeats; whom it binds and what proves it stands there.</summary>
    public string? SameAs { get; init; }

    /// <summary>What it asks for, in our words.</summary>
    public required string Text { get; init; }

    /// <summary>Why the service does not do it, or nothing could show that it does.</summary>
    public string? LeftOut { get; init; }

    public bool IsObligation => Level is "MUST" or "MUST NOT" or "SHALL" or "SHALL NOT" or "REQUIRED";

    public bool BindsProvider => Binds is Conformance.Binds.Provider or Conformance.Binds.Both;
}

/// <summary>A section with words of obligation, and how many of them its text has.</summary>
internal sealed record Section(string Id, string Title, int Keywords, IReadOnlyList<Clause> Clauses);
