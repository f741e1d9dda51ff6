using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Instances;

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

    private static T Again<T>(T value)
        where T : class => (T)_json.Deserialize(_json.Serialize(value, typeof(T)), typeof(T));
}
