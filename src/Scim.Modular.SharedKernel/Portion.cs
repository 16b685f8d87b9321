namespace Scim.Modular.SharedKernel;

/// <summary>
/// How many people, sources or seats long work deals with in one transaction. What concerns more goes on in further ones, each with the
/// organization's turn, so that it holds the turn only for moments and pushes come in between.
/// </summary>
public sealed record Portion(int Size = 1000);
