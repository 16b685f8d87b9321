using FluentValidation;
using FluentValidation.Results;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Api.Admin;

/// <summary>Reads the words of a request. What is none of the allowed ones is a 400 that names them.</summary>
internal static class WordsOfRequests
{
    public static T Read<T>(string property, string word) where T : struct, Enum =>
        Words.Parse<T>(word) ?? throw Wrong(property, $"{property}: one of {string.Join(", ", Words.AllOf<T>())} is needed.");

    public static ValidationException Wrong(string property, string message) => new([new ValidationFailure(property, message)]);
}
