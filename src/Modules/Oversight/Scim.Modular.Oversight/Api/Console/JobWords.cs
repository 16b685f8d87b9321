using Scim.Modular.Oversight.Application.Jobs;
using Scim.Modular.Oversight.Domain.Jobs;

namespace Scim.Modular.Oversight.Api.Console;

/// <summary>Jobs in words.</summary>
internal static class JobWords
{
    public static string Of(JobKind kind) => kind switch
    {
        JobKind.Compare => "Comparison", JobKind.Repair => "Comparison with repair", _ => "Import of a configuration",
    };

    public static string AboutOf(JobKind kind) => kind == JobKind.Import
        ? "The changes of the file are made one after the other, each as if an administrator had made it."
        : "What is stored is compared with what the rules compute, person by person.";

    public static string PlaceOf(JobKind kind) => kind == JobKind.Import ? "configuration" : "reconcile";

    public static string PlaceNameOf(JobKind kind) => kind == JobKind.Import ? "Configuration" : "Reconcile";

    public static string Of(JobStatus status) => status switch
    {
        JobStatus.Running => "under way", JobStatus.Done => "done", _ => "broken off",
    };

    public static string ToneOf(JobStatus status) => status switch
    {
        JobStatus.Running => "warn", JobStatus.Done => "good", _ => "bad",
    };
}
