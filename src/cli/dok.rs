//! `dok`: documents made from the program itself, so that none can tell an older story.
//!
//! * **Owns** the manual (Markdown), the man page, completions for bash, the schema.
//! * **Imports** the descriptions, the keymaps, the command line.
//! * **Never** holds a fact that stands in one of them.

use std::fmt::Write;

use super::Fail;
use super::args;
use super::say::Say;
use crate::base::words::{Lang, Text, text};
use crate::entity::{ENTITIES, Entity, Field, Kind, flat};
use crate::ui::keymap::{Binding, GLOBAL};
use crate::ui::screens::GOTOS;

/// Prints a document.
pub(super) fn print(document: &str, say: &mut Say) -> Result<u8, Fail> {
    let document = match document {
        "manual" => manual(say.lang),
        "man" => man(say.lang),
        "completions" => completions(),
        _ => crate::store::ddl::schema(),
    };
    say.text(&document);
    if !document.ends_with('\n') {
        say.text("\n");
    }
    Ok(0)
}

/// The manual: commands, kinds with their fields, keys.
pub fn manual(lang: Lang) -> String {
    let mut out = String::new();
    let say = |text: Text| text.get(lang);
    let _ = writeln!(out, "# {}\n", say(text("Manual pembina", "The pembina manual")));
    let _ = writeln!(out, "## {}\n", say(text("Perintah", "Commands")));
    for command in args::program(lang).get_subcommands() {
        let _ = writeln!(
            out,
            "### {}\n\n{}\n",
            names(command),
            command.get_about().map(ToString::to_string).unwrap_or_default()
        );
        for arg in command.get_arguments().filter(|arg| arg.get_id() != "help") {
            let _ = writeln!(out, "* {}: {}", flag(arg), arg.get_help().map(ToString::to_string).unwrap_or_default());
        }
        out.push('\n');
    }
    let _ = writeln!(out, "## {}\n", say(text("Data", "Data")));
    ENTITIES.iter().for_each(|entity| about(&mut out, entity, lang));
    let _ = writeln!(out, "## {}\n", say(text("Tombol", "Keys")));
    let _ = writeln!(out, "### {}\n", say(GLOBAL.name));
    GLOBAL.bindings.iter().for_each(|binding| key(&mut out, binding, lang));
    let _ = writeln!(out, "\n### {}\n", say(text("Lewat palet perintah (:)", "Through the command palette (:)")));
    GOTOS.iter().for_each(|binding| key(&mut out, binding, lang));
    out
}

fn names(command: &clap::Command) -> String {
    let others: Vec<&str> = command.get_visible_aliases().collect();
    if others.is_empty() {
        command.get_name().to_owned()
    } else {
        format!("{} ({})", command.get_name(), others.join(", "))
    }
}

fn flag(arg: &clap::Arg) -> String {
    let values = arg.get_value_names().map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let value =
        values.filter(|_| arg.get_action().takes_values()).map_or_else(String::new, |value| format!(" {value}"));
    match arg.get_long() {
        Some(long) => {
            let others = arg.get_visible_aliases().unwrap_or_default();
            let others: String = others.iter().map(|other| format!(", --{other}")).collect();
            format!("`--{long}{others}{value}`")
        }
        None => format!("`{}`", value.trim()),
    }
}

fn about(out: &mut String, entity: &'static Entity, lang: Lang) {
    let _ = writeln!(out, "### {} (`{}`)\n\n{}\n", entity.label.get(lang), entity.name, entity.help.get(lang));
    for field in entity.typed() {
        describe(out, field, lang);
    }
    let columns: Vec<String> = flat::columns(entity)
        .into_iter()
        .filter(|column| column.use_ != flat::Use::In)
        .map(|column| column.name)
        .collect();
    let label = text("Kolom dalam daftar", "Columns of its list").get(lang);
    let _ = writeln!(out, "\n{label}: `{}`\n", columns.join("`, `"));
}

fn describe(out: &mut String, field: &'static Field, lang: Lang) {
    let say = |text: Text| text.get(lang);
    let _ = write!(out, "* **{}** (`{}`", say(field.label), field.name);
    if field.is_required() {
        let _ = write!(out, ", {}", say(text("wajib", "required")));
    }
    if field.is_personal() {
        let _ = write!(out, ", {}", say(text("data pribadi", "personal data")));
    }
    if let Kind::Choice(choices) = field.kind {
        let all: Vec<&str> = choices.iter().map(|choice| choice.label.get(lang)).collect();
        let _ = write!(out, ": {}", all.join(" / "));
    }
    let _ = writeln!(out, "). {} {}", say(field.help), say(field.example));
    if !field.source.is_empty() {
        let _ = writeln!(out, "  {}: {}", say(text("Sumber", "Source")), field.source);
    }
}

fn key(out: &mut String, binding: &Binding, lang: Lang) {
    let keys: Vec<String> = binding.keys.iter().map(|press| format!("`{}`", press.name())).collect();
    let keys = if keys.is_empty() { binding.label.get(lang).to_owned() } else { keys.join(", ") };
    let _ = writeln!(out, "* {keys}: {}", binding.help.get(lang));
}

/// The man page, section 1.
pub fn man(lang: Lang) -> String {
    let guard = |text: &str| text.replace('\\', "\\\\").replace('-', "\\-");
    let program = args::program(lang);
    let about = program.get_about().map(ToString::to_string).unwrap_or_default();
    let mut out = format!(
        ".TH PEMBINA 1 \"\" \"pembina {}\"\n.SH NAME\npembina \\- {}\n",
        env!("CARGO_PKG_VERSION"),
        guard(&about)
    );
    out.push_str(".SH SYNOPSIS\n.B pembina\n[\\fIGLOBAL\\fR] [\\fICOMMAND\\fR]\n.SH OPTIONS\n");
    let options = |out: &mut String, command: &clap::Command| {
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(out, ".TP\n\\fB{}\\fR\n{}", guard(flag(arg).trim_matches('`')), guard(&help));
        }
    };
    options(&mut out, &program);
    out.push_str(".SH COMMANDS\n");
    for command in program.get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, ".SS {}\n{}", guard(&names(command)), guard(&about));
        options(&mut out, command);
    }
    let after = program.get_after_help().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(out, ".SH EXIT STATUS\n{}", guard(&after));
    out
}

/// Completions for bash: commands, then the flags of the command typed.
pub fn completions() -> String {
    let program = args::program(Lang::Id);
    let flags = |command: &clap::Command| {
        let all = command.get_arguments().filter_map(clap::Arg::get_long).map(|long| format!("--{long}"));
        all.collect::<Vec<_>>().join(" ")
    };
    let commands: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    let kinds: Vec<&str> = ENTITIES.iter().map(|entity| entity.name).collect();
    let mut out = String::from(
        "# source <(pembina dok completions)\n_pembina() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= flags= i\n",
    );
    let _ = writeln!(
        out,
        "  for ((i = 1; i < COMP_CWORD; i++)); do case ${{COMP_WORDS[i]}} in {}) command=${{COMP_WORDS[i]}};; esac; done",
        commands.join("|")
    );
    let _ = writeln!(
        out,
        "  case $before in --ke|--to|ekspor|export) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return;; esac",
        kinds.join(" ")
    );
    out.push_str("  case $command in\n");
    for command in program.get_subcommands() {
        let _ = writeln!(out, "    {}) flags=\"{}\";;", command.get_name(), flags(command));
    }
    let _ = writeln!(out, "    *) flags=\"{} {}\";;\n  esac", commands.join(" "), flags(&program));
    out.push_str("  if [[ $word == -* || -z $command ]]; then COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")); else COMPREPLY=($(compgen -f -- \"$word\")); fi\n}\ncomplete -o filenames -F _pembina pembina\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_tells_of_every_kind_field_and_command_in_both_languages() {
        for lang in [Lang::Id, Lang::En] {
            let manual = manual(lang);
            for entity in ENTITIES {
                assert!(manual.contains(entity.help.get(lang)), "{entity:?}");
            }
            for command in args::program(lang).get_subcommands() {
                assert!(manual.contains(command.get_name()));
            }
        }
    }

    #[test]
    fn man_and_completions_name_the_commands() {
        assert!(man(Lang::Id).contains(".SS impor"));
        assert!(completions().contains("ekspor"));
    }
}
