using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Instances;

namespace Workflows.Tests.Diagnostics.Installation;

public sealed class StoreCheckTests
{
    [Fact]
    public void A_store_that_is_set_up_well_is_none() =>
        StoreCheck.Of(new StoreFacts { PoolSize = 14, NeededConnections = 14, ClockAhead = TimeSpan.FromSeconds(2) }).ShouldBeEmpty();

    [Theory]
    [InlineData(2.1, "The clock of this process is ahead of that of the database by 2 seconds:")]
    [InlineData(-75.4, "The clock of this process is behind that of the database by 75 seconds:")]
    public void A_clock_that_is_off_is_one(double seconds, string text)
    {
        var finding = StoreCheck.Of(new StoreFacts { ClockAhead = TimeSpan.FromSeconds(seconds) }).ShouldHaveSingleItem();
        (finding.Kind, finding.Severity).ShouldBe((WorkflowFindingKind.ClockOff, WorkflowFindingSeverity.Warning));
        finding.Text.ShouldStartWith(text);
    }

    [Theory]
    [InlineData("13.16", true)]
    [InlineData("14.0", false)]
    [InlineData("17.2", false)]
    public void A_server_that_is_too_old_is_one(string version, bool isTooOld)
    {
        var findings = StoreCheck.Of(new StoreFacts { ServerVersion = Version.Parse(version) });

        findings.Select(finding => (finding.Kind, finding.Severity)).ShouldBe(isTooOld ? [(WorkflowFindingKind.DatabaseTooOld, WorkflowFindingSeverity.Warning)] : []);
        findings.ShouldAllBe(finding => finding.Text.StartsWith("The database is PostgreSQL 13.16, but workflows need 14 or later"));
    }

    [Fact]
    public void A_pool_that_is_too_small_is_one()
    {
        var finding = StoreCheck.Of(new StoreFacts { PoolSize = 13, NeededConnections = 14 }).ShouldHaveSingleItem();
        finding.Kind.ShouldBe(WorkflowFindingKind.PoolTooSmall);
        finding.Text.ShouldStartWith("The connection pool of the store may hold 13 connections, but 14 are needed");
    }

    [Fact]
    public void Migrations_that_did_not_run_and_those_of_a_newer_release_are_named()
    {
        var findings = StoreCheck.Of(new StoreFacts { MissingMigrations = ["0004_late_timers", "0005_bulk_failure"], UnknownMigrations = ["0099_future"] });
        findings.Select(finding => (finding.Kind, finding.Severity)).ShouldBe(
        [
            (WorkflowFindingKind.MigrationMissing, WorkflowFindingSeverity.Error),
            (WorkflowFindingKind.SchemaNewer, WorkflowFindingSeverity.Warning),
        ]);
        findings[0].Text.ShouldContain("0004_late_timers, 0005_bulk_failure");
        findings[1].Text.ShouldContain("0099_future");
    }

    [Fact]
    public void Tables_that_the_application_did_not_make_are_named()
    {
        var needed = StoreCheck.Of(new StoreFacts { MissingTables = ["workflows.timers", "workflows.store_identity"] }).ShouldHaveSingleItem();
        var identity = StoreCheck.Of(new StoreFacts { MissingTables = ["workflows.store_identity"], WorksWithoutThem = true }).ShouldHaveSingleItem();

        (needed.Kind, needed.Severity).ShouldBe((WorkflowFindingKind.MigrationMissing, WorkflowFindingSeverity.Error));
        needed.Text.ShouldContain("the database lacks workflows.timers, workflows.store_identity. Add a migration of that context");
        (identity.Kind, identity.Severity).ShouldBe((WorkflowFindingKind.MigrationMissing, WorkflowFindingSeverity.Warning));
        identity.Text.ShouldContain("Until then everything works, but this store is not told from others");
    }

    [Fact]
    public void An_identity_that_cannot_be_read_or_noted_is_one()
    {
        var finding = StoreCheck.Of(new StoreFacts { IdentityRefusal = "permission denied for table store_identity" }).ShouldHaveSingleItem();

        (finding.Kind, finding.Severity).ShouldBe((WorkflowFindingKind.Unchecked, WorkflowFindingSeverity.Warning));
        finding.Text.ShouldContain("but the database refuses it: permission denied for table store_identity.");
    }
}
