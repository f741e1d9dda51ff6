using Workflows.Instances;

namespace Workflows.Tests.Instances;

public class ExceptionTextTests
{
    public static TheoryData<string> Kinds => [.. UnreadableExceptions.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Something_is_said_of_every_exception(string kind)
    {
        var exception = UnreadableExceptions.Of(kind);

        ExceptionText.MessageOf(exception).ShouldNotBeNullOrEmpty();
        ExceptionText.DetailsOf(exception).ShouldContain(exception.GetType().ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_that_cannot_be_read_is_replaced_by_one_that_can(string kind)
    {
        var exception = UnreadableExceptions.Of(kind);

        var readable = ExceptionText.Readable(exception);

        readable.ShouldNotBeSameAs(exception);
        readable.ToString().ShouldContain(exception.GetType().ToString());
        ExceptionText.IsReadable(readable).ShouldBeTrue();
    }

    [Fact]
    public void One_that_can_be_read_stays_as_it_is()
    {
        var exception = new InvalidOperationException("outer", new TimeoutException("inner"));

        ExceptionText.Readable(exception).ShouldBeSameAs(exception);
        ExceptionText.MessageOf(exception).ShouldBe("outer");
        ExceptionText.DetailsOf(exception).ShouldBe(exception.ToString());
    }

    [Fact]
    public void A_message_that_throws_is_said_to()
    {
        ExceptionText.MessageOf(UnreadableExceptions.Of("message")).ShouldEndWith("whose message cannot be read: it throws a System.InvalidTimeZoneException");
        ExceptionText.MessageOf(UnreadableExceptions.Of("null message")).ShouldEndWith(" without a message");
    }
}
