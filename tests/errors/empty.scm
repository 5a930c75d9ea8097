;;; A program without a single form.
;; exit: 65
