using Workflows.Instances;

namespace Workflows.Tests.Instances;

public class DeterministicIdTests
{
    private static readonly Guid _scope = new("10000000-0000-0000-0000-000000000001");

    [Fact]
    public void The_same_parts_give_the_same_id_in_every_process()
    {
        DeterministicId.OfStart("order", _scope).ShouldBe(new Guid("1fa6af91-adaf-87e7-97fd-8599a53acf04"));
    }

    [Fact]
    public void Any_other_part_gives_another_id() =>
        new[]
        {
            DeterministicId.OfStart("order", _scope),
            DeterministicId.OfStart("orders", _scope),
            DeterministicId.OfStart("order", Guid.Empty),
            DeterministicId.OfTimer(_scope, 1),
            DeterministicId.OfTimer(_scope, 2),
            DeterministicId.OfMessage(_scope, 1, 1, 0),
            DeterministicId.OfMessage(_scope, 1, 1, 1),
            DeterministicId.OfMessage(_scope, 1, 2, 0),
            DeterministicId.OfMessage(_scope, 2, 1, 0),
        }.ShouldBeUnique();

    [Fact]
    public void Long_names_count_to_their_end()
    {
        var name = new string('x', 99);
        DeterministicId.OfStart(name + "1", _scope).ShouldNotBe(DeterministicId.OfStart(name + "2", _scope));
        DeterministicId.OfStart(new string('é', 100_000), _scope).ShouldNotBe(DeterministicId.OfStart(new string('é', 100_001), _scope));
    }

    [Fact]
    public void They_are_name_based_ids_of_version_8()
    {
        var id = DeterministicId.OfTimer(_scope, 1);
        id.Version.ShouldBe(8);
        (id.Variant & 0b1100).ShouldBe(0b1000);
    }
}
