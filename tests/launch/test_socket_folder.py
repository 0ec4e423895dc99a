"""A socket's folder is short enough for the kernel, and believed only while it is ours alone."""

import pytest

from fingerpost.launch.socket_folder import fits, give_up, is_private, recorded, socket_folder


@pytest.fixture
def deep(tmp_path):
    folder = tmp_path / ("deep" * 30)
    folder.mkdir(mode=0o700)
    return folder


@pytest.mark.parametrize(("length", "fitting"), [(93, True), (94, False)])
def test_the_kernel_takes_107_bytes(tmp_path, length, fitting):
    folder = tmp_path / ("x" * (length - len(str(tmp_path)) - 1))
    assert len(str(folder)) == length
    assert fits(folder) is fitting


def test_a_shallow_clone_keeps_it_inside(tmp_path):
    assert socket_folder(tmp_path) == tmp_path / "socket"


def test_a_deep_clone_finds_the_same_folder_again(deep):
    first = socket_folder(deep)
    assert socket_folder(deep) == first
    give_up(deep)


def test_an_opened_folder_is_not_believed(deep):
    first = socket_folder(deep)
    first.chmod(0o755)
    second = socket_folder(deep)
    assert second != first
    give_up(deep)
    first.rmdir()


def test_a_link_in_its_place_is_not_believed(tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert not is_private(tmp_path / "link", like=tmp_path)


def test_a_damaged_record_is_not_believed(deep):
    (deep / "socket-folder").write_text("nonsense")
    assert recorded(deep) is None
