using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Commands;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.Platform.Http;

/// <summary>
/// Has what a page's form asks done once, also when it is sent again: because its answer was lost, or its button was pressed twice. The form
/// carries a mark, a new one each time it is shown; the same mark with the same content from the same person is the same request. It is the
/// <c>Idempotency-Key</c> of those who have no client that could send one.
/// </summary>
public static class FormOnce
{
    /// <summary>The field with the mark.</summary>
    public const string Field = "_request";

    /// <summary>A mark for a form that is shown.</summary>
    public static string NewMark() => Guid.CreateVersion7().ToString("N");

    /// <summary>Does the work of the posted form, or tells why not: what it asks was done before, or is just being done.</summary>
    public static async Task<FormRepeat> DoAsync(HttpContext http, Func<Task> work)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form[Field] is not [{ Length: > 0 }])
        {
            await work();
            return FormRepeat.None;
        }

        var key = await KeyOfAsync(http, form);
        http.RequestServices.GetRequiredService<RequestKey>().Open(key, fingerprint: key);
        try
        {
            await work();
            return FormRepeat.None;
        }
        catch (KeyTakenException)
        {
            return await http.RequestServices.GetRequiredService<StoredAnswers>().FindAsync(key, http.RequestAborted) is null
                ? FormRepeat.UnderWay
                : FormRepeat.Done;
        }
    }

    private static async Task<byte[]> KeyOfAsync(HttpContext http, IFormCollection form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(http.RequestServices.GetRequiredService<CallContext>().Actor);
        Add($"{http.Request.Path}{http.Request.QueryString}");
        foreach (var (name, values) in form)
        {
            foreach (var value in values)
                Add($"{name}={value}");
        }

        foreach (var file in form.Files)
        {
            Add($"{file.Name}={file.FileName}");
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, http.RequestAborted));
        }

        return hash.GetHashAndReset();

        void Add(string text)
        {
            hash.AppendData(BitConverter.GetBytes(text.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
    }
}

/// <summary>Whether a form was sent before.</summary>
public enum FormRepeat
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It was, and is done.</summary>
    Done,

    /// <summary>It was, and whether it will be done is not known yet.</summary>
    UnderWay,
}
