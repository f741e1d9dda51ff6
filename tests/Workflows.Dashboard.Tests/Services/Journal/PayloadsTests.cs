using Workflows.Contracts;
using Workflows.Dashboard.Services.Journal;

namespace Workflows.Dashboard.Tests.Services.Journal;

public sealed class PayloadsTests
{
    private static readonly WorkflowJournalEntry _entry = new() { Sequence = 1, At = DateTimeOffset.UnixEpoch, Kind = "WorkflowStarted" };

    [Fact]
    public void The_starting_state_is_taken_out_and_the_rest_stays() =>
        Payloads.Without(_entry with { Detail = """{"version":3,"State":"{\"secret\":1}","key":"k"}""" }).Detail.ShouldBe("""{"version":3,"key":"k"}""");

    [Fact]
    public void Patches_and_stack_traces_are_taken_out()
    {
        var without = Payloads.Without(_entry with { Patch = "[]", Error = new WorkflowError { Type = "T", Message = "m", StackTrace = "secret" } });
        without.Patch.ShouldBeNull();
        without.Error!.StackTrace.ShouldBeNull();
        without.Error.Message.ShouldBe("m");
    }

    [Fact]
    public void A_detail_that_cannot_be_read_is_taken_out_whole()
    {
        Payloads.Without(_entry with { Detail = "{\"state\":" }).Detail.ShouldBeNull();
        Payloads.Without(_entry with { Detail = "[1]" }).Detail.ShouldBeNull();
    }

    [Fact]
    public void An_entry_without_payloads_stays_as_it_is()
    {
        var entry = _entry with { Detail = """{"worker":"w"}""" };
        Payloads.Without(entry).ShouldBeSameAs(entry);
        JournalLine.Of(entry, showsPayloads: false).HasHiddenPayload.ShouldBeFalse();
    }
}
