using System.Runtime.CompilerServices;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_sample_of_the_readme_says_what_it_prints()
    {
        var printed = new List<string>();

        // <sample>
        var users = CoreSchemas.UserResourceType;

        // POST: what the schema knows is bound, what it does not know is noted.
        var body = StrictJson.Parse("""
            {"userName":"BJensen","active":true,"emails":{"value":"b@example.com","type":"work"},"favouriteColour":"red"}
            """u8);
        var (user, notes) = ResourceBinder.Bind(body, users);
        printed.Add(string.Join(", ", notes));                            // ignored: favouriteColour

        // GET ?filter=: userName has no case, so this is the same user.
        var filter = FilterParser.Parse("""userName eq "bjensen" and emails[type eq "work" and value co "@example.com"]""");
        printed.Add($"{FilterEvaluator.Matches(user, filter, users)}");

        // PATCH as Entra sends it.
        var patch = PatchRequest.Parse(StrictJson.Parse("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}
            """u8));
        var patched = PatchEngine.Apply(user, patch.Operations, users);
        printed.Add($"{patched.Changed}");

        // GET ?attributes=active
        var projection = AttributeProjection.Parse("active", null, users);
        printed.Add(projection.Apply(patched.Resource).ToJsonString());
        // </sample>

        Assert.Equal(
            ["ignored: favouriteColour", "True", "True", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"active":false}"""],
            printed);
    }

    // The statements of the README, without what prints them, are those of the test above.
    [Fact]
    public void The_sample_of_the_readme_is_the_one_that_compiles()
    {
        var readme = File.ReadAllText(Path.Combine(Folder(), "../../src/Scim.Modular.Protocol/README.md"));
        var sample = readme.Split("```csharp")[1].Split("```")[0];
        var test = File.ReadAllText(Path.Combine(Folder(), "ReadmeTests.cs")).Split("// <sample>")[1].Split("// </sample>")[0];

        Assert.Equal(Statements(test), Statements(sample));
    }

    private static List<string> Statements(string code) =>
        [.. code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0
            && !line.StartsWith("using ", StringComparison.Ordinal)
            && !line.StartsWith("printed", StringComparison.Ordinal)
            && !line.StartsWith("Console", StringComparison.Ordinal))];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
