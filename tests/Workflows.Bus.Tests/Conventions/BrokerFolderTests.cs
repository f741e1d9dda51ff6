namespace Workflows.Tests.Conventions;

/// <summary>What is only known of RabbitMQ's client and of MassTransit's inside stands in one folder, so that an upgrade of a package is looked at in one place.</summary>
public sealed class BrokerFolderTests
{
    private const string Folder = "src/Workflows.Bus/Broker/RabbitMq/";

    /// <summary>They look at types of the application, which they are given, not at those of packages.</summary>
    private static readonly string[] _ofTheApplication = ["Definition/KeyMembers.cs", "Instances/Json/MemberReading.cs", "Instances/Json/OwnFields.cs", "Instances/Json/PlainType.cs", "Instances/Json/UnlistedMembers.cs"];

    private static readonly FolderDependencies _bus = new("src/Workflows.Bus");

    [Fact]
    public void Only_it_knows_the_client_and_the_inside_of_the_transport()
    {
        var uses = _bus.FindForeign("RabbitMQ.Client", "MassTransit.RabbitMqTransport");

        uses.ShouldContain(use => use.Place.StartsWith(Folder, StringComparison.Ordinal), "nothing was found where it is used");
        uses.Where(use => !use.Place.StartsWith(Folder, StringComparison.Ordinal)).Select(use => $"{use.Symbol} at {use.Place}").ShouldBeEmpty($"Move it to {Folder}.");
    }

    [Fact]
    public void Only_it_reads_members_of_others_that_are_not_public()
    {
        var uses = _bus.FindPrivateReflection();

        uses.ShouldContain(place => place.StartsWith(Folder, StringComparison.Ordinal), "nothing was found where it is done");
        uses.Where(place => !place.StartsWith(Folder, StringComparison.Ordinal))
            .Where(place => !_ofTheApplication.Any(file => place.StartsWith($"src/Workflows.Bus/{file}:", StringComparison.Ordinal)))
            .ShouldBeEmpty($"Move it to {Folder}, and pin the member in ReflectedMembersTests.");
    }
}
