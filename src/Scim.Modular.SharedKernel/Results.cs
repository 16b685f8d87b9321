namespace Scim.Modular.SharedKernel;

/// <summary>What kind of refusal an <see cref="Error"/> is; each door turns it into its own status code.</summary>
public enum ErrorKind
{
    /// <summary>The request is wrong in itself: 400.</summary>
    Invalid,

    /// <summary>What it names isn't there, or belongs to somebody else: 404.</summary>
    NotFound,

    /// <summary>It collides with what is there: 409.</summary>
    Conflict,

    /// <summary>It is understood and refused: 403.</summary>
    Forbidden,

    /// <summary>The caller's version is not the current one: 412.</summary>
    Stale,

    /// <summary>It is larger than a limit allows: 413.</summary>
    TooLarge,
}

/// <summary>An expected refusal.</summary>
/// <param name="Kind">What kind of refusal.</param>
/// <param name="Code">A stable code for programs, such as <c>plan_not_found</c>.</param>
/// <param name="Message">A sentence for an administrator: what is wrong and what to do.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message);

/// <summary>The outcome of a command: the pipeline commits only what succeeded.</summary>
public interface IResult
{
    /// <summary>The refusal, or null when the command succeeded.</summary>
    Error? Error { get; }
}

/// <summary>The outcome of a command that answers nothing.</summary>
public sealed record Result(Error? Error) : IResult
{
    /// <summary>It worked.</summary>
    public static Result Ok { get; } = new((Error?)null);

    /// <summary>It was refused.</summary>
    public static implicit operator Result(Error error) => new(error);
}

/// <summary>The outcome of a command that answers a <typeparamref name="T"/>.</summary>
public sealed class Result<T> : IResult
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    /// <inheritdoc/>
    public Error? Error { get; }

    /// <summary>The answer. Reading it of a refusal is a bug and throws.</summary>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"A refusal has no value: {Error.Code}");

    /// <summary>It worked.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>It was refused.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}
