using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Instances;
using Workflows.Instances.Json;

namespace Workflows.Tests.Instances.Json;

public sealed class UnlistedMembersTests
{
    private static readonly WorkflowJson _json = WorkflowJson.ForStates();

    public interface INumbered
    {
        int Number { get; set; }
    }

    public class Parcel
    {
        public string? Code { get; set; }

        internal int Weight { get; set; }

        protected int Attempts { get; set; }

        private string? Note { get; set; }

        [JsonIgnore]
        internal string? Cached { get; set; }

        internal int Double => Weight * 2;

        internal virtual int Overridden { get; set; }

        public void Set(int attempts, string note) => (Attempts, Note) = (attempts, note);

        public string Text() => $"{Weight} {Attempts} {Note} {Cached}";
    }

    public sealed class Crate : Parcel
    {
        internal override int Overridden { get; set; }
    }

    public sealed class Letter : Parcel, INumbered
    {
        public new int Code { get; set; }

        int INumbered.Number { get; set; }
    }

    [Fact]
    public void Properties_that_are_not_public_are_read_back()
    {
        var parcel = new Parcel { Code = "c", Weight = 3, Cached = "lost on purpose" };
        parcel.Set(2, "n");

        Again(parcel).Text().ShouldBe("3 2 n ");
    }

    [Fact]
    public void Those_of_an_interface_and_those_that_are_hidden_are_read_back()
    {
        var letter = new Letter { Code = 7, Weight = 3 };
        ((Parcel)letter).Code = "base";
        ((INumbered)letter).Number = 5;

        var again = Again(letter);

        (again.Code, ((Parcel)again).Code, ((INumbered)again).Number, again.Weight).ShouldBe((7, "base", 5, 3));
    }

    [Fact]
    public void What_is_computed_or_left_out_is_not_written_and_what_is_overridden_once() =>
        JsonDocument.Parse(_json.Serialize(new Crate(), typeof(Crate))).RootElement.EnumerateObject().Select(member => member.Name)
            .ShouldBe(["Code", "Weight", "Attempts", "Note", "Overridden"], ignoreOrder: true);

    public sealed class Ledger
    {
        private readonly string _name;
        private int _weight;

        [JsonConstructor]
        public Ledger() => _name = "ledger";

        public Ledger(string name) => _name = name;

        internal List<string> Log { get; } = [];

        private Dictionary<string, int> Counts { get; } = new(StringComparer.OrdinalIgnoreCase);

        internal Parcel Parcel { get; } = new();

        internal int Weight { get => _weight; set => _weight = value; }

        private string Kind { get; } = "constant";

        public string? Secret { private get; set; }

        [JsonIgnore]
        internal List<string> Scratch { get; } = [];

        private string Lazily => field ??= _name;

        public string Text() => $"{Log.Count} {Counts.GetValueOrDefault("A")} {Parcel.Code} {_weight} {Kind} {Secret} {Scratch.Count}";

        public void Fill()
        {
            Log.Add("l");
            Counts["a"] = 1;
            Parcel.Code = "c";
            Weight = 3;
            Secret = "s";
            Scratch.Add(Lazily);
        }
    }

    [Fact]
    public void Those_without_a_setter_and_those_in_front_of_a_field_are_read_back()
    {
        TypeGraph.FaultsOf(typeof(Ledger), _json.Options).ShouldBeEmpty();
        var ledger = new Ledger();
        ledger.Fill();

        Again(ledger).Text().ShouldBe("1 1 c 3 constant s 0");
        JsonDocument.Parse(_json.Serialize(ledger, typeof(Ledger))).RootElement.EnumerateObject().Select(member => member.Name)
            .ShouldBe(["Secret", "Log", "Counts", "Parcel", "Weight", "Kind"], ignoreOrder: true);
    }

    public sealed class Numbered(string name)
    {
        internal string Name { get; } = name;
    }

    public sealed class Lost
    {
        internal Guid Id { get; } = Guid.NewGuid();

        private Lock Gate { get; } = new();

        public bool IsHeld() => Gate.IsHeldByCurrentThread;
    }

    [Fact]
    public void Those_that_nothing_can_be_put_into_are_refused()
    {
        var faults = TypeGraph.FaultsOf(typeof(Lost), _json.Options);

        faults.ShouldContain(fault => fault.StartsWith("Lost.Id has no setter and is not read back", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.StartsWith("Lost.Gate is of type System.Threading.Lock, of which JSON can read nothing back", StringComparison.Ordinal));
        faults.Count.ShouldBe(2);
    }

    [Fact]
    public void One_that_a_parameter_of_the_constructor_fills_is_read_back()
    {
        TypeGraph.FaultsOf(typeof(Numbered), _json.Options).ShouldBeEmpty();
        Again(new Numbered("n")).Name.ShouldBe("n");
    }

    private static T Again<T>(T value)
        where T : class => (T)_json.Deserialize(_json.Serialize(value, typeof(T)), typeof(T));
}
