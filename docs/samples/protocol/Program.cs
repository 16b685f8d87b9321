// A resource type of our own, without any server: what a request says, what it makes of a resource, and what is found.
// The comment behind each line that prints is what it prints.
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Sorting;

var schema = SchemaDefinition.Parse(StrictJson.Parse("""
    {"id":"urn:example:params:scim:schemas:Badge","name":"Badge","attributes":[
      {"name":"number","type":"string","required":true,"uniqueness":"server"},
      {"name":"doors","type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"},{"name":"floor","type":"integer"}]}]}
    """u8));
var badges = new ResourceTypeDefinition { Name = "Badge", Endpoint = "/Badges", Schema = schema };

var (badge, notes) = ResourceBinder.Bind(StrictJson.Parse("""{"NUMBER":"B-7","doors":[{"value":"Lab","floor":2}],"colour":"red"}"""u8), badges);
Console.WriteLine(badge["number"]);                                             // B-7
Console.WriteLine(notes[0]);                                                    // ignored: colour

var patch = PatchRequest.Parse(StrictJson.Parse("""
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
      {"op":"add","path":"doors","value":[{"value":"Roof","floor":9}]},
      {"op":"remove","path":"doors[floor lt 3]"}]}
    """u8));
var patched = PatchEngine.Apply(badge, patch.Operations, badges);
Console.WriteLine(patched.Resource["doors"]!.ToJsonString());                   // [{"value":"Roof","floor":9}]

var filter = FilterParser.Parse("""number sw "b-" and doors[value eq "roof" and floor gt 8]""");
Console.WriteLine(FilterEvaluator.Matches(patched.Resource, filter, badges));   // True

var sort = SortBy.Parse("doors", "descending", badges);
Console.WriteLine(sort.Attribute);                                              // doors.value
