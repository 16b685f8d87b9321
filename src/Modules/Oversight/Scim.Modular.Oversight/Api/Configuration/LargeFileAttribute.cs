using Microsoft.AspNetCore.Http.Metadata;

namespace Scim.Modular.Oversight.Api.Configuration;

/// <summary>On what takes a file: so large may the request be.</summary>
/// <param name="times">How many times the largest file: in a form its characters may take more room.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargeFileAttribute(int times = 1) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => (long)times * YamlReader.LargestFile;
}
