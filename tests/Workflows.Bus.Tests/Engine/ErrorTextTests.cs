using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class ErrorTextTests
{
    [Fact]
    public void An_error_keeps_type_message_stack_and_base_types()
    {
        var error = ErrorText.Of(new TaskCanceledException("slow"));
        error.Type.ShouldBe("System.Threading.Tasks.TaskCanceledException");
        error.Message.ShouldBe("slow");
        error.StackTrace.ShouldNotBeNull().ShouldContain("TaskCanceledException: slow");
        error.BaseTypes.ShouldBe(["System.OperationCanceledException", "System.SystemException", "System.Exception"]);
    }

    [Fact]
    public void A_long_message_is_cut_and_says_how_long_it_was() =>
        ErrorText.Of(new InvalidOperationException(new string('x', 10_000))).Message.ShouldEndWith("… (10000 characters)");

    [Fact]
    public void A_cut_through_a_pair_leaves_no_half_character()
    {
        var text = ErrorText.Of("Type", new string('x', 3_999) + "😀" + new string('y', 10)).Message;
        text.ShouldNotContain('\ud83d');
        text[3_999].ShouldBe('\ufffd');
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\0b", "a\ufffdb")]
    [InlineData("whole pair 😀", "whole pair 😀")]
    public void Cleaned_text_can_be_stored_anywhere(string text, string expected) => ErrorText.Clean(text).ShouldBe(expected);

    [Fact]
    public void Half_a_pair_becomes_the_replacement_character() => ErrorText.Clean("half \ude00").ShouldBe("half \ufffd");
}
