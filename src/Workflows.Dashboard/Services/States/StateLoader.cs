using System.Globalization;
using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.States;

/// <summary>Reads the state of an instance for its page.</summary>
internal sealed class StateLoader(Reads reads)
{
    /// <summary>Longer states are shown in part and offered whole as a file.</summary>
    public const int MaxShown = 64_000;

    private const int MaxChanges = 200;

    public async Task<StateModel> LoadAsync(WorkflowDetails details, PageQuery query, bool showsPayloads, CancellationToken cancellationToken)
    {
        if (!showsPayloads)
            return new StateModel { Text = null, IsCut = false };

        var (at, from) = (query.Number("at"), query.Number("from"));
        var state = at is { } entry ? await AtAsync(details, entry, cancellationToken) : details.State;
        var text = JsonText.Indented(state);
        var model = new StateModel { Text = Shown.Block(text, MaxShown), IsCut = text.Length > MaxShown, At = at, From = from };
        if (from is null)
            return model;

        var changes = StateDiff.Between(await AtAsync(details, from.Value, cancellationToken), state);
        return model with { Changes = [.. changes.Take(MaxChanges)], HasMoreChanges = changes.Count > MaxChanges };
    }

    private async Task<string> AtAsync(WorkflowDetails details, int entry, CancellationToken cancellationToken)
    {
        // Before its first entry an instance has no state yet: everything is new.
        if (entry == 0)
            return "{}";

        return await reads.InstancesAsync(instances => instances.GetStateAtAsync(details.Summary.InstanceId, entry, cancellationToken))
            ?? throw new WorkflowRefusedException(WorkflowRefusal.Malformed, string.Create(CultureInfo.InvariantCulture, $"The journal has no entry {entry}, so there is no state to show for it."));
    }
}
