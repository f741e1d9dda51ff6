using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Failures;

/// <summary>Reads failures.</summary>
internal sealed class FailuresLoader(Reads reads, Sections sections, DefinitionCatalog definitions, TimeProvider time)
{
    private const int PageSize = 25;

    private const int SampleLines = 20;

    public async Task<FailuresModel> ListAsync(string? queryString, CancellationToken cancellationToken)
    {
        var query = PageQuery.Parse(queryString);
        var (workflow, after) = (query.Text("workflow"), query.Text("after"));
        var page = await sections.ReadAsync("failures", cancel => reads.InsightsAsync(insights => insights.ListFailuresAsync(new WorkflowFailureFilter { Workflow = workflow }, after, PageSize, cancel)), cancellationToken);
        return new FailuresModel(time.GetUtcNow(), workflow, await definitions.NamesAsync(cancellationToken), after, page, query.AllFaults());
    }

    /// <returns>Null: no instance stands open with it.</returns>
    public async Task<FailureModel?> LoadAsync(string fingerprint, string? queryString, Viewer viewer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await reads.InsightsAsync(insights => insights.GetFailureAsync(fingerprint, cancellationToken)) is not { } failure)
            return null;

        var search = QueryOf(fingerprint).ToSearch(now);
        var lines = sections.ReadAsync("instances of a failure", cancel => LinesAsync(search, now, cancel), cancellationToken);
        var sample = sections.ReadAsync("an instance of a failure", cancel => reads.ClientAsync(client => client.GetAsync(failure.SampleInstanceId, cancel)), cancellationToken);
        var error = (await sample).Value?.Error;
        return new FailureModel(now, failure, viewer.CanSeePayloads || error is null ? error : error with { StackTrace = null }, await lines, viewer.WhyNotOperate, PageQuery.Parse(queryString).AllFaults());
    }

    /// <summary>The instances of a failure, as the list finds them.</summary>
    public static InstancesQuery QueryOf(string fingerprint) => new() { Statuses = [WorkflowStatus.Faulted], Failure = fingerprint };

    private async Task<IReadOnlyList<InstanceLine>> LinesAsync(WorkflowSearch search, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var slice = await reads.InstancesAsync(instances => instances.SearchAsync(search, null, SampleLines, cancellationToken));
        return [.. slice.Items.Select(line => InstanceLine.Of(line, now))];
    }
}
