;;; A pattern with two ellipses.
;; engines: native executable
;; exit: 65
(import (scheme base) (scheme write) (scheme read) (scheme file) (scheme char) (scheme inexact))
(define-syntax swap!
  (syntax-rules ()
    ((_ a b ... c ...) (list a b c))))
(display (swap! 1 2))
